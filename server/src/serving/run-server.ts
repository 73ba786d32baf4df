/**
 * The life of the server: database, schema, HTTP, first start; and the way back, in which requests
 * in progress are answered before anything is closed.
 */

import type { AddressInfo } from 'node:net';
import { migrate } from '../db/migrate.js';
import { buildApp } from '../http/app.js';
import type { Product } from './product.js';
import { type DatabasePlace, runDatabase } from './running-database.js';

export interface ServerOptions extends DatabasePlace {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly loadSample: boolean;
  readonly secureCookies: boolean;
  readonly trustProxy: boolean;
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

function addressText({ address, port, family }: AddressInfo): string {
  const host = family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}

export async function runServer(product: Product, options: ServerOptions): Promise<RunningServer> {
  const { say } = options;
  const running = await runDatabase(options, (error) => options.log?.write(`${error.message}\n`));
  const { database } = running;
  try {
    await migrate(database);
    const app = await buildApp({
      database,
      now,
      authenticator: product.authenticator(database, now),
      version: product.version,
      routes: product.routes,
      pages: (instance) => product.pages(instance, database, now),
      secureCookies: options.secureCookies,
      trustProxy: options.trustProxy,
      log: options.log,
    });
    await app.listen({ host: options.host, port: options.port });
    const address = addressText(app.server.address() as AddressInfo);
    const { loadSample } = options;
    await product.prepare({ database, now, address, loadSample, say });
    return {
      address,
      broken: new Promise((resolve) => running.onEnd(resolve)),
      stop: async () => {
        await app.close();
        await running.stop();
      },
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}
