/**
 * The life of the server: database, schema, HTTP, first start; and the way back, in which requests
 * in progress are answered before anything is closed.
 */

import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../platform/db/database.js';
import { migrate } from '../../platform/db/migrate.js';
import { type DatabasePlace, runDatabase } from '../../platform/db/running-database.js';
import { buildApp } from '../../platform/http/app.js';
import type { TrustedProxies } from '../../platform/http/trusted-proxies.js';
import { installQueue } from '../../platform/jobs/queue.js';
import { runJobs } from '../../platform/jobs/run-jobs.js';
import { keepHouse } from './housekeeping.js';
import type { Product, RunningWork } from './product.js';

export interface ServerOptions extends DatabasePlace {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly loadSample: boolean;
  readonly secureCookies: boolean;
  /** Null: none. */
  readonly trustProxy: TrustedProxies | null;
  readonly requestsPerMinuteMax: number;
  readonly log: { write(line: string): void } | null;
  readonly say: (line: string) => void;
}

export interface RunningServer {
  readonly address: string;
  /** Resolves when the database ended by itself. */
  readonly broken: Promise<void>;
  stop(): Promise<void>;
}

const now = (): Date => new Date();

/** As pino writes its lines: programs read the log. */
function lineOf(what: string, { message }: Error): string {
  const level = 40;
  const { pid } = process;
  const msg = `${what}: ${message}`;
  return JSON.stringify({ level, time: Date.now(), pid, hostname: hostname(), msg });
}

function addressText({ address, port, family }: AddressInfo): string {
  const host = family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}

/** Listens, then does what a new database still needs. */
async function open(
  app: FastifyInstance,
  product: Product,
  database: Database,
  { host, port, loadSample, say }: ServerOptions,
): Promise<string> {
  try {
    await app.listen({ host, port });
    const address = addressText(app.server.address() as AddressInfo);
    await product.prepare({ database, now, address, loadSample, say });
    return address;
  } catch (error) {
    await app.close();
    throw error;
  }
}

export async function runServer(product: Product, options: ServerOptions): Promise<RunningServer> {
  const warn = (what: string) => (error: Error) =>
    void options.log?.write(`${lineOf(what, error)}\n`);
  const running = await runDatabase(options, warn('a connection to the database broke'));
  const { database, config } = running;
  let work: RunningWork | null = null;
  try {
    await migrate(database);
    await installQueue(config);
    work = product.work({
      database,
      config,
      onTrouble: warn('calls are priced by what was read before, which is tried again'),
    });
    const app = await buildApp({
      database,
      now,
      authenticator: product.authenticator(database, now, work.credentials),
      version: product.version,
      schemas: product.schemas,
      routes: product.routes,
      pages: (instance) => product.pages(instance, database, now),
      secureCookies: options.secureCookies,
      ...(options.trustProxy !== null && { trustProxy: options.trustProxy }),
      requestsPerMinuteMax: options.requestsPerMinuteMax,
      log: options.log,
      background: work,
    });
    const address = await open(app, product, database, options);
    const jobs = runJobs({
      database,
      config,
      kinds: product.jobs,
      now,
      onTrouble: warn('jobs wait'),
    });
    const housekeeping = keepHouse(database, warn('old changes could not be forgotten'));
    return {
      address,
      broken: new Promise((resolve) => running.onEnd(resolve)),
      stop: async () => {
        await app.close();
        await jobs.stop();
        await housekeeping.stop();
        await work?.stop();
        await running.stop();
      },
    };
  } catch (error) {
    await work?.stop();
    await running.stop();
    throw error;
  }
}
