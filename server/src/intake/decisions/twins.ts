/** Rows of a file that set one rate from one date: which of them counts. */

import { isSameContent } from './alike.js';
import type { Decision, DeckEntry } from './decided.js';
import type { Policies } from './schema.js';

export interface Untwinned {
  /** By their date, one of each. */
  readonly rest: readonly DeckEntry[];
  /** Of those that do not count. */
  readonly decisions: readonly Decision[];
}

const leftOut = (
  entry: DeckEntry,
  kind: 'skipped' | 'rejected',
  reason: NonNullable<Decision['reason']>,
): Decision => ({ kind, effect: 'none', entry, before: null, after: null, reason });

function isSaidTwice({ content: one }: DeckEntry, { content: other }: DeckEntry): boolean {
  return one.effectiveTo === other.effectiveTo && isSameContent(one, other);
}

export function withoutTwins(
  entries: readonly DeckEntry[],
  policy: Policies['duplicates'],
): Untwinned {
  if (entries.length <= 1) return { rest: entries, decisions: [] };
  const byBegin = new Map<string, DeckEntry[]>();
  for (const entry of entries) {
    const begin = entry.content.effectiveFrom ?? '';
    const twins = byBegin.get(begin);
    if (twins === undefined) byBegin.set(begin, [entry]);
    else twins.push(entry);
  }
  const rest: DeckEntry[] = [];
  const decisions: Decision[] = [];
  for (const begin of [...byBegin.keys()].sort()) {
    const twins = byBegin.get(begin)!;
    const first = twins[0]!;
    const isSame = twins.every((twin) => isSaidTwice(first, twin));
    if (!isSame && (policy === 'reject' || policy === 'fail')) {
      for (const twin of twins) decisions.push(leftOut(twin, 'rejected', 'duplicate'));
      continue;
    }
    const kept = policy === 'keep-first' || isSame ? first : twins.at(-1)!;
    rest.push(kept);
    const reason = isSame ? 'says_the_same' : 'another_row_counts';
    for (const twin of twins) if (twin !== kept) decisions.push(leftOut(twin, 'skipped', reason));
  }
  return { rest, decisions };
}
