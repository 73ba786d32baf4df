/**
 * A connection that is not lent and given back: what hangs on it, such as a lock or what it listens
 * to, lasts as long as the connection.
 */

import pg from 'pg';

const CONNECT_MS = 5_000;

/** Connected, and closed again when `begin` fails; `onLost` is called when it breaks or is closed. */
export async function openOwnClient<T>(
  config: pg.PoolConfig,
  onLost: () => void,
  begin: (client: pg.Client) => Promise<T>,
): Promise<{ readonly client: pg.Client; readonly begun: T }> {
  const client = new pg.Client({
    ...config,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'ratedeck',
  });
  client.on('error', onLost);
  client.on('end', onLost);
  try {
    await client.connect();
    return { client, begun: await begin(client) };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}
