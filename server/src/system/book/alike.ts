/**
 * Whether what a book says is what is stored. Texts that are decimals count by value where they are
 * money or ratios: `0.10` and `0.1` are one price, and what costs the same is not written anew.
 */

import { canonicalMoney, isDecimalText } from '@ratedeck/engine';

/** Nothing left out, fields in one order, decimals in their shortest form. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return isDecimalText(value) ? canonicalMoney(value) : value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const given = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  const sorted = given.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, item]) => [name, plain(item)]));
}

/** For money, ratios and what is made of them; in a name or a code other zeros are another text. */
export function isSameByValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** Fields of `wanted` that are not as `found` has them; null: none. */
export function differing<Fields extends object>(
  found: object,
  wanted: Fields,
  byValue: readonly (keyof Fields)[] = [],
): Partial<Fields> | null {
  const have = found as Readonly<Record<string, unknown>>;
  const changed = Object.entries(wanted).filter(([name, value]) => {
    const isAlike = (byValue as readonly string[]).includes(name) ? isSameByValue : isSame;
    return !isAlike(have[name], value);
  });
  return changed.length === 0 ? null : (Object.fromEntries(changed) as Partial<Fields>);
}
