/**
 * Items of a cell to codes. One code for each item, except:
 *
 *     447400-447409   one width, ascending: every code of the range
 *     49172-74        tail of the first code: 49172 to 49174
 *     93-70,71        a country code, then its areas: 9370, 9371
 *     9370,71; 72-75  a full code, then tails of one width: 9370, 9371, 9372 to 9375
 *
 * Where two of these could be meant, nothing is guessed: the cell is a fault that says what to write.
 */

import type { CodeFault, CodeNote } from './code-cell.js';
import type { CodeItem } from './code-items.js';
import { CELL_CODES_MAX, pushRange, rangeCount } from './code-ranges.js';
import { isCountryCallingCode } from './country-calling-codes.js';

export const CODE_DIGITS_MAX = 32;

export function expandItems(
  items: readonly CodeItem[],
  prefix: string,
  notes: Set<CodeNote>,
): string[] | CodeFault {
  const expansion = new Expansion(prefix, notes);
  const fault = expansion.carryTails(items);
  if (fault !== null) return fault;
  for (const item of items) {
    const itemFault = expansion.add(item);
    if (itemFault !== null) return itemFault;
  }
  return expansion.codes;
}

/** `43664, 4367`: what begins with the same country is complete, not the end of the code before. */
function isOfOneCountry(head: string, others: readonly string[]): boolean {
  const country = [3, 2, 1].map((length) => head.slice(0, length)).find(isCountryCallingCode);
  if (country === undefined) return false;
  return others.every((other) => other.startsWith(country) && other.length > country.length + 1);
}

const IN_FULL = 'write them in full';

/**
 * `44-43`, `1-9999` and `44-4499` are ranges as well as a country with an area: an area seldom
 * begins like its country, and seldom is all nines.
 */
function looksLikeRange(first: string, last: string): boolean {
  if (last.length === first.length) return last < first && last[0] === first[0];
  if (last.length < first.length) return false;
  return /^9+$/.test(last) || (first.length > 1 && last.startsWith(first));
}

function doubtful(item: CodeItem, readings: string): CodeFault {
  const shown = JSON.stringify(item.text.slice(0, 60));
  return {
    ok: false,
    code: 'code_doubtful',
    message: `${shown} can be read in two ways: ${readings}`,
  };
}

class Expansion {
  readonly codes: string[] = [];
  readonly #prefix: string;
  readonly #notes: Set<CodeNote>;
  /** Country that an item before named: `93` after `93-70`. */
  #carried = '';
  /** The first code already has it when it came from tails. */
  #carryFrom = 0;
  #count = 0;

  constructor(prefix: string, notes: Set<CodeNote>) {
    this.#prefix = prefix;
    this.#notes = notes;
  }

  /** `9370,71`: all items after the first are shorter, of one width, and no codes of their own. */
  carryTails(items: readonly CodeItem[]): CodeFault | null {
    const head = items[0]?.parts[0];
    if (this.#prefix !== '' || items.length < 2 || head === undefined) return null;
    if (items[0]!.parts.length > 1) return null;
    const tails = items.slice(1);
    const width = tails[0]!.parts[0]!.length;
    if (width >= head.length) return null;
    for (const { parts, international } of tails) {
      if (international || parts.length > 2) return null;
      if (parts.some((part) => part.length !== width || head.startsWith(part))) return null;
    }
    if (
      isOfOneCountry(
        head,
        tails.flatMap(({ parts }) => parts),
      )
    )
      return null;
    const base = head.slice(0, -width);
    const isSaid = items[0]!.country === base;
    const own = isSaid ? undefined : tails.find(({ parts }) => parts.some(isCountryCallingCode));
    if (own !== undefined) {
      const part = own.parts.find(isCountryCallingCode)!;
      const advice = 'write it in full, or in a row of its own';
      return doubtful(own, `the code ${part}, or ${base}${part} after ${head}; ${advice}`);
    }
    this.#notes.add('tails');
    this.#carried = base;
    this.#carryFrom = 1;
    return null;
  }

  add(item: CodeItem): CodeFault | null {
    const position = this.#count++;
    const carried = position >= this.#carryFrom && !item.international ? this.#carried : '';
    if (item.parts.length === 1) return this.#addCode(item, carried);
    return this.#addHyphenated(item, carried);
  }

  #addCode(item: CodeItem, carried: string): CodeFault | null {
    const digits = item.parts[0]!;
    if (carried !== '' && digits.startsWith(carried) && digits.length > carried.length + 1) {
      const advice = 'write each code in full';
      return doubtful(item, `the code ${digits}, or ${carried}${digits}; ${advice}`);
    }
    return this.#push(item, this.#baseOf(item, carried), digits, digits);
  }

  #baseOf(item: CodeItem, carried: string): string {
    if (item.international) return '';
    return carried === '' ? this.#prefix : carried;
  }

  #addHyphenated(item: CodeItem, carried: string): CodeFault | null {
    const [first, last] = item.parts as [string, string];
    const base = this.#baseOf(item, carried);
    // Only a country that is not given by another column can stand before a hyphen.
    const isCountry =
      base === '' || carried !== '' ? isCountryCallingCode(first) : first === this.#prefix;
    if (isCountry && !item.international && looksLikeRange(first, last)) {
      const [low, high] = last < first ? [last, first] : [first, last];
      return doubtful(item, `the codes ${low} to ${high}, or ${first}${last}; ${IN_FULL}`);
    }
    if (item.parts.length > 2) {
      return isCountry ? this.#addArea(item, item.parts.slice(1).join('')) : this.#strange(item);
    }
    if (first.length !== last.length) {
      if (isCountry) return this.#addArea(item, last);
      return this.#addTailRange(item, base, first, last);
    }
    if (last < first) return isCountry ? this.#addArea(item, last) : this.#backwards(item);
    const isOneCountry = base !== '' || first[0] === last[0];
    if ((isCountry && first !== this.#prefix) || !isOneCountry) {
      if (isCountry && item.international) return this.#addArea(item, last);
      const area = `${first}${last}`;
      return doubtful(item, `the codes ${first} to ${last}, or ${area}; ${IN_FULL}`);
    }
    return this.#push(item, base, first, last);
  }

  /** `93-70`: country and area; items that follow are areas too. */
  #addArea(item: CodeItem, area: string): CodeFault | null {
    const country = item.parts[0]!;
    this.#notes.add('country_area');
    this.#carried = country === this.#prefix ? '' : country;
    this.#carryFrom = 0;
    return this.#push(item, country, area, area);
  }

  #addTailRange(item: CodeItem, base: string, first: string, last: string): CodeFault | null {
    const kept = first.length - last.length;
    if (kept < 1 || (kept < 2 && base === '')) return this.#strange(item);
    if (last <= first.slice(kept)) return this.#backwards(item);
    this.#notes.add('tail_range');
    return this.#push(item, base, first, first.slice(0, kept) + last);
  }

  #push(item: CodeItem, base: string, first: string, last: string): CodeFault | null {
    if (base.length + first.length > CODE_DIGITS_MAX) {
      const shown = JSON.stringify(item.text.slice(0, 60));
      const message = `${shown} is longer than the ${CODE_DIGITS_MAX} digits that a code may have`;
      return { ok: false, code: 'code_too_long', message };
    }
    if (BigInt(this.codes.length) + rangeCount(first, last) > BigInt(CELL_CODES_MAX)) {
      const message = `stands for more than ${CELL_CODES_MAX} codes; write a shorter common code`;
      return { ok: false, code: 'range_too_large', message };
    }
    if (first === last) this.codes.push(base + first);
    else pushRange(this.codes, base, first, last);
    return null;
  }

  #backwards(item: CodeItem): CodeFault {
    const shown = JSON.stringify(item.text.slice(0, 60));
    const message = `${shown} ends before it begins; write the lower code first`;
    return { ok: false, code: 'range_backwards', message };
  }

  #strange(item: CodeItem): CodeFault {
    return doubtful(item, 'a range, or one code; write ranges with two codes of one length');
  }
}
