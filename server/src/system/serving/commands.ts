/** `ratedeck serve`: opens the product on one port. */

import type { Command } from 'commander';
import {
  badInput,
  CommandFailure,
  exitCodes,
  inputOutputFailure,
} from '../../platform/cli/command-failure.js';
import { connectFailure, databaseFailure } from '../../platform/db/database-failure.js';
import { readTrustedProxies, type TrustedProxies } from '../../platform/http/trusted-proxies.js';
import type { Product } from './product.js';
import { type RunningServer, runServer } from './run-server.js';

interface ServeOptions {
  readonly data: string;
  readonly databaseUrl?: string;
  readonly host: string;
  readonly port: string;
  readonly empty?: true;
  readonly secureCookies?: true;
  readonly trustProxy?: string;
  readonly requestsPerMinute: string;
  readonly quiet?: true;
}

const EXAMPLES = `
Examples:
  ratedeck serve                                  everything in ./ratedeck-data, on port 8080
  ratedeck serve --data /var/lib/ratedeck --port 80 --host 0.0.0.0
  ratedeck serve --database-url postgres://ratedeck@db.example/ratedeck
  ratedeck serve --trust-proxy 1 --secure-cookies  behind one proxy with TLS

The first start prints a link, once, by which the administrator chooses a password.
The log goes to standard error, one JSON object a line.`;

function portOf(text: string): number {
  const port = Number(text);
  if (/^[0-9]{1,5}$/.test(text) && port <= 65_535) return port;
  throw badInput(`--port ${text}: must be a number from 0 to 65535`);
}

function proxiesOf(text: string | undefined): TrustedProxies | null {
  if (text === undefined) return null;
  const proxies = readTrustedProxies(text);
  if (proxies !== null) return proxies;
  throw badInput(
    `--trust-proxy ${text}: must be the number of proxies in front, such as 1, or their addresses ` +
      'and networks, such as 10.0.0.0/8,::1',
  );
}

function requestsOf(text: string): number {
  if (/^[0-9]{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw badInput(`--requests-per-minute ${text}: must be a whole number from 1 on`);
}

function toFailure(error: unknown, options: ServeOptions): unknown {
  const ofDatabase = databaseFailure(error);
  if (ofDatabase !== null) return ofDatabase;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const place = `${options.host}:${options.port}`;
  if (code === 'EADDRINUSE') {
    const advice = 'stop that program or choose another port by --port';
    return new CommandFailure(
      exitCodes.inputOutput,
      `${place} is taken by another program: ${advice}`,
    );
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    return inputOutputFailure('open', place, error);
  }
  if (options.databaseUrl !== undefined) return connectFailure(error) ?? error;
  return error;
}

const WARNING = 40;

/** People at a terminal see what went wrong; programs get every request. */
function logTo(stream: NodeJS.WriteStream): { write(line: string): void } {
  if (!stream.isTTY) return stream;
  return {
    write: (line) => {
      const level = Number(/^[{]"level":([0-9]+)/.exec(line)?.[1] ?? WARNING);
      if (level >= WARNING) stream.write(line);
    },
  };
}

/** Heard from the very begin: a signal while the server starts stops it as soon as it has. */
function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve(signal));
    }
  });
}

async function start(product: Product, options: ServeOptions): Promise<RunningServer> {
  try {
    return await runServer(product, {
      dataFolder: options.data,
      databaseUrl: options.databaseUrl ?? null,
      host: options.host,
      port: portOf(options.port),
      loadSample: options.empty !== true,
      secureCookies: options.secureCookies === true,
      trustProxy: proxiesOf(options.trustProxy),
      requestsPerMinuteMax: requestsOf(options.requestsPerMinute),
      log: options.quiet === true ? null : logTo(process.stderr),
      say,
    });
  } catch (error) {
    throw toFailure(error, options);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function serve(product: Product, options: ServeOptions): Promise<void> {
  const signalled = firstSignal();
  const server = await start(product, options);
  say(`Ratedeck is open at ${server.address}  (API documentation: ${server.address}/docs)`);
  say('Ctrl-C stops it.');
  const signal = await Promise.race([signalled, server.broken.then(() => null)]);
  if (signal === null) {
    await server.stop().catch(() => undefined);
    const advice = 'see postgres.log in the data folder, then start again';
    throw new CommandFailure(exitCodes.inputOutput, `the database ended by itself: ${advice}`);
  }
  say('Stopping ...');
  // A second signal does not wait for anybody.
  for (const again of ['SIGINT', 'SIGTERM'] as const) process.once(again, () => process.exit(1));
  await server.stop();
}

export function registerServeCommand(product: Product): (program: Command) => void {
  return (program) => {
    program
      .command('serve')
      .description('Open the API, its documentation and health on one port.')
      .option('--data <folder>', 'folder of the embedded database', './ratedeck-data')
      .option('--database-url <url>', 'a PostgreSQL 15 or later of your own instead')
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .option('--port <number>', 'port to listen on; 0: any free one', '8080')
      .option('--empty', 'start a new database without the sample company')
      .option('--secure-cookies', 'send cookies over TLS only; for a proxy with TLS in front')
      .option(
        '--trust-proxy <proxies>',
        'proxies in front whose X-Forwarded-For is believed: how many, or their networks',
      )
      .option(
        '--requests-per-minute <number>',
        'what a key, a user or the address of a stranger may ask for',
        '6000',
      )
      .option('--quiet', 'no log')
      .addHelpText('after', EXAMPLES)
      .action((options: ServeOptions) => serve(product, options));
  };
}
