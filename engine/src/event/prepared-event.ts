/**
 * An event as the selection and the charge see it: digits, integers, an instant. One object is
 * filled again and again, so that pricing a file of calls allocates nothing.
 */

import { NUMBER_DIGITS_MAX } from '../values/number-length.js';
import type { Service } from '../values/scalars.js';

export class PreparedEvent {
  service: Service = 'voice';
  /** 0 to 9 each; the first `toLength` count. */
  readonly to = new Uint8Array(NUMBER_DIGITS_MAX);
  toLength = 0;
  readonly from = new Uint8Array(NUMBER_DIGITS_MAX);
  /** 0 = no caller. */
  fromLength = 0;
  atMs = 0;
  /** Integer of `volume.ts`, before duration rounding. */
  volume = 0;
  tag: string | null = null;
  /** What a look ahead has found out: the entry of the deepest code in this section of a table. */
  knownSection: object | null = null;
  knownEntry = 0;
}

/** Writes a normalised number's digits; answers their count. */
export function writeDigits(number: string, digits: Uint8Array): number {
  for (let i = 0; i < number.length; i += 1) digits[i] = number.charCodeAt(i) - 48;
  return number.length;
}

export function readDigits(digits: Uint8Array, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 1) text += String.fromCharCode(digits[i]! + 48);
  return text;
}
