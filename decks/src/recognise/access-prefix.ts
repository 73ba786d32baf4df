/** Codes written as they are dialled: `01144` is 44 after the digits that lead abroad. */

import { countryOfNames } from '../code-deck/country-of-name.js';
import {
  callingCodeOf,
  isCountryCallingCode,
  keepsTrunkZero,
} from '../codes/country-calling-codes.js';
import { columnLabel } from '../deck/column-label.js';
import type { CodeNames } from '../deck/deck.js';
import { isOwnCodeHeader } from '../deck/own-header.js';
import { type ColumnDraft, columnOf, type SheetDraft } from './column-draft.js';
import { answer, ask } from './questions.js';

const PREFIXES = ['0011', '011', '010', '810', '8~10'];
const CODES_MIN = 3;
const SHARE_ASKED = 0.3;

export function settleAccessPrefix(draft: SheetDraft, names: CodeNames | null): string | undefined {
  const { accessPrefix } = draft.options;
  if (accessPrefix !== undefined) return accessPrefix === 'none' ? undefined : accessPrefix;
  const code = columnOf(draft, 'code');
  if (code === null) return trunkZero(draft);
  if (isOwnCodeHeader(code)) return undefined;
  const dialledBy = carrierPrefix(draft, code);
  if (dialledBy !== null) return askAboutDialled(draft, code, dialledBy, 'is no part of codes');
  const codes = draft.sample
    .map(({ cells }) => /^\s*(\d[\d ]*)/.exec(String(cells[code.index] ?? ''))?.[1])
    .filter((text) => text !== undefined);
  if (codes.length < CODES_MIN) return undefined;
  for (const prefix of PREFIXES) {
    const dialled = codes.filter((one) => isDialled(one, prefix)).length;
    const share = dialled / codes.length;
    // One or two may begin so by chance.
    if (dialled < CODES_MIN || share < SHARE_ASKED) continue;
    if (share === 1) {
      draft.assumptions.push({
        sheet: draft.sheet,
        what: 'access prefix',
        value: `${prefix} before each code, left out`,
        because: `every code of "${columnLabel(code)}" begins with it, and no country's does`,
      });
      return prefix;
    }
    ask(draft, {
      code: 'access_prefix',
      columns: [code],
      text:
        `${Math.round(share * 100)} % of the codes in "${columnLabel(code)}" begin with ${prefix}, ` +
        'which leads abroad from some countries and is no code',
      answers: [
        answer(`codes without ${prefix}`, { accessPrefix: prefix }),
        answer('codes as they stand', { accessPrefix: 'none' }),
      ],
      shows: ({ cells }) =>
        String(cells[code.index] ?? '')
          .trim()
          .startsWith(prefix),
    });
    return prefix;
  }
  return dialledBefore(draft, code, codes, names);
}

/** `0660` beside `43`: the zero is dialled within the country. */
function trunkZero(draft: SheetDraft): string | undefined {
  const area = columnOf(draft, 'areaCode');
  const country = columnOf(draft, 'countryCode');
  if (area === null || country === null || area.settled) return undefined;
  const areas = draft.sample
    .filter(({ cells }) => !keepsTrunkZero(String(cells[country.index] ?? '').replace(/\D/g, '')))
    .map(({ cells }) => String(cells[area.index] ?? '').trim())
    .filter((text) => text !== '');
  if (areas.length < CODES_MIN || !areas.every((text) => /^0[1-9]/.test(text))) return undefined;
  return askAboutDialled(draft, area, '0', 'which is dialled within a country alone');
}

const LENGTH_MAX = 6;
const AGREEING_MIN = 0.8;

/** Digits that all codes begin with, after which they fit the countries of their names. */
function dialledBefore(
  draft: SheetDraft,
  code: ColumnDraft,
  codes: readonly string[],
  names: CodeNames | null,
): string | undefined {
  const name = columnOf(draft, 'name') ?? columnOf(draft, 'country');
  if (names === null || name === null || code.settled) return undefined;
  const common = commonBeginning(codes);
  if (common === '') return undefined;
  const countryOf = countryOfNames(names);
  const agreeing = (length: number): number => {
    let rows = 0;
    let fits = 0;
    for (const { cells } of draft.sample) {
      const countries = countryOf(String(cells[name.index] ?? ''));
      const digits = String(cells[code.index] ?? '').replace(/\D/g, '');
      if (countries === null || digits === '') continue;
      rows += 1;
      if (countries.has(callingCodeOf(digits.slice(length)) ?? '')) fits += 1;
    }
    return rows < CODES_MIN ? 0 : fits / rows;
  };
  if (agreeing(0) > 1 - AGREEING_MIN) return undefined;
  const lengths = Array.from({ length: common.length }, (_, at) => at + 1);
  const found = lengths.find((length) => agreeing(length) >= AGREEING_MIN);
  if (found === undefined) return undefined;
  const why = 'and without it they are those of the countries that they are named for';
  return askAboutDialled(draft, code, common.slice(0, found), why);
}

/** `77#93`: digits and a mark that choose a carrier. */
function carrierPrefix(draft: SheetDraft, code: ColumnDraft): string | null {
  const texts = draft.sample
    .map(({ cells }) => String(cells[code.index] ?? '').trim())
    .filter((text) => text !== '');
  const prefix = /^\d{1,8}[#*](?=\d)/.exec(texts[0] ?? '')?.[0];
  const isCommon = prefix !== undefined && texts.every((text) => text.startsWith(prefix));
  return isCommon ? prefix : null;
}

function askAboutDialled(
  draft: SheetDraft,
  code: ColumnDraft,
  prefix: string,
  why: string,
): string {
  ask(draft, {
    code: 'access_prefix',
    columns: [code],
    text:
      `all codes in "${columnLabel(code)}" begin with ${prefix}, ${why}: ` +
      'it may be dialled before them',
    answers: [
      answer(`codes without ${prefix}`, { accessPrefix: prefix }),
      answer('codes as they stand', { accessPrefix: 'none' }),
    ],
  });
  return prefix;
}

function commonBeginning(codes: readonly string[]): string {
  let common = (codes[0] ?? '').slice(0, LENGTH_MAX);
  for (const code of codes) {
    while (!code.startsWith(common)) common = common.slice(0, -1);
  }
  return common;
}

function isDialled(code: string, prefix: string): boolean {
  if (!code.startsWith(prefix)) return false;
  const rest = code.slice(prefix.length).trim();
  return [1, 2, 3].some((length) => isCountryCallingCode(rest.slice(0, length)));
}
