/** Starts the databases once for all test files of the server, and stops them after the last. */

import type { TestProject } from 'vitest/node';
import { startServers } from './postgres-servers.js';

declare module 'vitest' {
  interface ProvidedContext {
    databaseServers: readonly {
      readonly name: string;
      readonly config: { readonly host: string; readonly port?: number; readonly user: string };
    }[];
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const servers = await startServers();
  project.provide(
    'databaseServers',
    servers.map(({ name, config }) => ({
      name,
      config: {
        host: String(config.host),
        ...(config.port !== undefined && { port: config.port }),
        user: String(config.user),
      },
    })),
  );
  return async () => {
    await Promise.all(servers.map((server) => server.stop()));
  };
}
