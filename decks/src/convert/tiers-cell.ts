/** The tiers of a rate as the canonical columns write them: a list of objects as JSON. */

import type { Tier } from '@ratedeck/engine';
import type { Cell } from '../deck/deck.js';
import { isDecimal } from '../values/decimal-text.js';
import { fault, shownCell, type ValueFault } from '../values/fault.js';
import { textOf, type Value } from './text-cell.js';

const TIERS_MAX = 1000;
const ADVICE = 'write tiers as JSON, such as [{"from":600,"price":"0.01"}]';

export function parseTiers(cell: Cell): Value<readonly Tier[] | null> | ValueFault {
  const text = textOf(cell);
  if (text === null) return { ok: true, value: null };
  const list = parsedList(text);
  if (list === null) return fault('not_tiers', `${shownCell(cell)} are no tiers: ${ADVICE}`);
  const tiers: Tier[] = [];
  for (const item of list) {
    const tier = tierOf(item);
    const isAfter = tier !== null && tier.from > (tiers.at(-1)?.from ?? -1);
    if (!isAfter) return fault('not_tiers', `${shownCell(cell)}: ${ADVICE}, by ascending "from"`);
    tiers.push(tier);
  }
  return { ok: true, value: tiers.length === 0 ? null : tiers };
}

function parsedList(text: string): readonly unknown[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.length <= TIERS_MAX ? list : null;
  } catch {
    return null;
  }
}

function tierOf(item: unknown): Tier | null {
  if (typeof item !== 'object' || item === null) return null;
  const { from, price, interval } = item as Readonly<Record<string, unknown>>;
  if (typeof from !== 'number' || !(from >= 0)) return null;
  if (typeof price !== 'string' || !isDecimal(price) || price.startsWith('-')) return null;
  if (interval === undefined) return { from, price };
  return typeof interval === 'number' && interval >= 1 ? { from, price, interval } : null;
}
