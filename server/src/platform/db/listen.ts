/**
 * Hears what the database tells on a channel. Its connection is its own: one that is lent and given
 * back would miss what is told between.
 */

import type pg from 'pg';
import { openOwnClient } from './own-client.js';

export interface Listening {
  /** The connection broke or was closed: from here on nothing is heard. */
  readonly isLost: boolean;
  close(): Promise<void>;
}

/** `onTold` is called when something was told, and when the connection is lost. */
export async function listenTo(
  config: pg.PoolConfig,
  channel: string,
  onTold: () => void,
): Promise<Listening> {
  let isLost = false;
  const lose = (): void => {
    isLost = true;
    onTold();
  };
  const { client } = await openOwnClient(config, lose, async (opened) => {
    opened.on('notification', onTold);
    await opened.query(`LISTEN ${opened.escapeIdentifier(channel)}`);
  });
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
