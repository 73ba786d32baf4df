/** What the price of a row is for, where a column says it: `min`, `per second`, `call`, `SMS`. */

import { readPriceUnit } from './price-unit.js';

export interface RowUnit {
  readonly per: 'time' | 'call' | 'message';
  /** From the unit to a minute. */
  readonly factor: string;
  readonly currency: string | null;
}

const MESSAGE = /^(?:(?:per|pro|par|por)\s+|\/\s*)?(?:sms|mms|message|msg|text)s?$/i;
const UNIT_CHARACTERS_MAX = 20;

/** @example unitOf('sec') is { per: 'time', factor: '60', currency: null } */
export function unitOf(cell: string): RowUnit | null {
  const text = cell.trim();
  if (text === '' || text.length > UNIT_CHARACTERS_MAX || !/\p{L}/u.test(text)) return null;
  if (MESSAGE.test(text)) return { per: 'message', factor: '1', currency: null };
  for (const written of [text, `/${text}`]) {
    const { per, perFactor, scale, currency, rest } = readPriceUnit(written);
    if (per === null || rest !== '' || scale !== '1') continue;
    return { per: per === 'call' ? 'call' : 'time', factor: perFactor, currency };
  }
  return null;
}
