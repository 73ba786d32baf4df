/**
 * What the thread that compiles tells the one that prices. A table that was sent before is named by
 * its place in the state before, so that an edit sends little, and is opened once.
 */

import type { SharedRater } from '@ratedeck/engine';
import type { PoolConfig } from 'pg';
import type { CredentialChanges } from '../../platform/access/credential-feed.js';
import type { Configuration } from '../configuration/service.js';
import type { PricingState } from './pricing-state.js';

type TableParts = SharedRater['tables'][number];

export interface StateMessage {
  readonly kind: 'state';
  readonly book: SharedRater['book'];
  readonly tables: readonly (TableParts | number)[];
  /** Null: that of the state before. */
  readonly configuration: Omit<Configuration, 'book'> | null;
}

export type PricingMessage =
  | StateMessage
  | { readonly kind: 'credentials'; readonly changes: CredentialChanges }
  | { readonly kind: 'current'; readonly atMs: number; readonly isWhole: boolean }
  | { readonly kind: 'trouble'; readonly message: string };

/** For the thread that reads a table as a whole. */
export interface BuildRequest {
  readonly config: PoolConfig;
  readonly tableId: string;
}

export type FollowThreadRequest = 'wake' | 'stop';

/** Makes messages, each to be read after the one before. */
export class PricingMessages {
  #sent: PricingState | null = null;

  ofState(state: PricingState): StateMessage {
    const before = this.#sent;
    this.#sent = state;
    const { book: _, ...configuration } = state.configuration;
    return {
      kind: 'state',
      book: state.compiled.book,
      tables: state.compiled.tables.map((table) => {
        const position = before?.compiled.tables.indexOf(table) ?? -1;
        return position < 0 ? table : position;
      }),
      configuration: state.configuration === before?.configuration ? null : configuration,
    };
  }
}

/** What a message says, after the state before it. */
export function sharedOf(message: StateMessage, before: SharedRater | null): SharedRater {
  const tables = message.tables.map((table) =>
    typeof table === 'number' ? before!.tables[table]! : table,
  );
  return { book: message.book, tables };
}
