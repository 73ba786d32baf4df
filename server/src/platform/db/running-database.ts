/** The database that server and commands work on: the embedded one of a folder, or a given one. */

import type { PoolConfig } from 'pg';
import { type Database, openDatabase } from './database.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/embedded-postgres.js';
import type { DatabaseLimits } from './limits.js';

export interface DatabasePlace {
  /** Folder of the embedded PostgreSQL. */
  readonly dataFolder: string;
  /** Given: this PostgreSQL instead. */
  readonly databaseUrl: string | null;
}

export interface RunningDatabase {
  readonly database: Database;
  /** How it is reached, for work that has connections of its own. */
  readonly config: PoolConfig;
  /** Calls back when the embedded server ends by itself. */
  onEnd(listener: () => void): void;
  stop(): Promise<void>;
}

export async function runDatabase(
  { dataFolder, databaseUrl }: DatabasePlace,
  onIdleError: (error: Error) => void,
  limits: Partial<DatabaseLimits> = {},
): Promise<RunningDatabase> {
  if (databaseUrl !== null) {
    const config = { connectionString: databaseUrl };
    const database = await openDatabase(config, { onIdleError, limits });
    return { database, config, onEnd: () => undefined, stop: () => database.close() };
  }
  const server: EmbeddedPostgres = await startEmbeddedPostgres(dataFolder);
  try {
    const database = await openDatabase(server.config, {
      onIdleError,
      limits: { connectionsMax: 20, ...limits },
    });
    return {
      database,
      config: server.config,
      onEnd: (listener) => server.onEnd(listener),
      stop: async () => {
        await database.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
