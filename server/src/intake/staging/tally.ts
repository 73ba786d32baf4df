/** Counts decisions as they are staged, and holds that every row of the file is accounted for. */

import type { SheetAccount } from '@ratedeck/decks';
import type { Decision } from '../decisions/decided.js';
import { importRowKinds } from '../decisions/schema.js';
import type { CheckResult, RateCounts, RowCounts } from './staged.js';

type Counts = Omit<CheckResult, 'stops' | 'closesAt'>;

const rowsOf = (accounts: readonly SheetAccount[]): RowCounts => {
  const sum = (count: (account: SheetAccount) => number) =>
    accounts.reduce((all, account) => all + count(account), 0);
  return {
    total: sum(({ rows }) => rows),
    headers: sum(({ headers }) => headers),
    ignored: sum(({ ignored }) => ignored),
    rejected: sum(({ rejected }) => rejected),
    rated: sum(({ rateRows }) => rateRows),
  };
};

export class Tally {
  readonly #rates = Object.fromEntries(importRowKinds.map((kind) => [kind, 0])) as Record<
    (typeof importRowKinds)[number],
    number
  >;
  readonly #following = { closed: 0, stashed: 0, deleted: 0 };
  readonly #writes = { added: 0, updated: 0, deleted: 0 };
  #specialsLeft = 0;
  #pending = 0;
  #duplicateCount = 0;

  add({ kind, effect, entry, reason }: Decision, isPending: boolean): void {
    if (entry !== null) this.#rates[kind] += 1;
    else if (kind === 'special' || kind === 'past') this.#specialsLeft += 1;
    else this.#following[kind as 'closed' | 'stashed' | 'deleted'] += 1;
    if (reason === 'duplicate') this.#duplicateCount += 1;
    if (effect === 'none') return;
    if (isPending) this.#pending += 1;
    if (effect === 'add') this.#writes.added += 1;
    else if (effect === 'delete') this.#writes.deleted += 1;
    else this.#writes.updated += 1;
  }

  get duplicateCount(): number {
    return this.#duplicateCount;
  }

  /** Throws when a row or a rate is not accounted for: that is a defect. */
  finish(accounts: readonly SheetAccount[], rateCount: number): Counts {
    const rows = rowsOf(accounts);
    const { total, headers, ignored, rejected, rated } = rows;
    const counted = Object.values(this.#rates).reduce((all, count) => all + count, 0);
    if (total !== headers + ignored + rejected + rated || counted !== rateCount) {
      throw new Error(`of ${total} rows and ${rateCount} rates ${counted} are accounted for`);
    }
    const rates: RateCounts = { total: rateCount, ...this.#rates };
    return {
      rows,
      rates,
      following: this.#following,
      specialsLeft: this.#specialsLeft,
      pending: this.#pending,
      writes: this.#writes,
    };
  }
}
