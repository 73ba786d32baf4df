/**
 * Hears what the database tells on a channel. Its connection is its own: one that is lent and given
 * back would miss what is told between.
 */

import pg from 'pg';

export interface Listening {
  /** The connection broke or was closed: from here on nothing is heard. */
  readonly isLost: boolean;
  close(): Promise<void>;
}

const CONNECT_MS = 5_000;

/** `onTold` is called when something was told, and when the connection is lost. */
export async function listenTo(
  config: pg.PoolConfig,
  channel: string,
  onTold: () => void,
): Promise<Listening> {
  const client = new pg.Client({
    ...config,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'ratedeck',
  });
  let isLost = false;
  const lose = (): void => {
    isLost = true;
    onTold();
  };
  client.on('error', lose);
  client.on('end', lose);
  client.on('notification', onTold);
  try {
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return {
    get isLost() {
      return isLost;
    },
    close: async () => {
      client.removeAllListeners('end');
      await client.end().catch(() => undefined);
    },
  };
}
