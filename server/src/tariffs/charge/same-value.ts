/**
 * Whether two stored values of a charge parameter are the same, which is by value: `0.10` is `0.1`,
 * `60.0` is `60`. Rows hold numbers as decimal texts, so each is compared as an amount.
 */

import { CHARGE_PARAMETERS, isSameMoney } from '@ratedeck/engine';
import { type ChargeRow, chargeColumns } from './charge-row.js';

const CHOICES: ReadonlySet<string> = new Set(
  CHARGE_PARAMETERS.filter(({ kind }) => kind === 'choice').map(({ name }) => name),
);
const AMOUNTS: ReadonlySet<string> = new Set(
  Object.values(chargeColumns).filter((field) => !CHOICES.has(field)),
);

/** `field` may be any field of a rate; what is no charge parameter is equal or is not. */
export function isSameValue(field: string, a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || !AMOUNTS.has(field)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSameMoney(item, b[index]));
  }
  return isSameMoney(a as string, b as string);
}

/** Whether two rates say the same of every parameter. */
export function isSameChargeRow(a: ChargeRow, b: ChargeRow): boolean {
  return Object.values(chargeColumns).every((field) => isSameValue(field, a[field], b[field]));
}
