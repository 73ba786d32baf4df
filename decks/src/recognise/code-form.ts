/**
 * How the codes of a column are written, where that is not plain digits: with marks of thousands
 * (`35,567`), with their names (`93 Afghanistan`), with dashes inside (`212-555`).
 */

import { countryOfNames } from '../code-deck/country-of-name.js';
import { bareCode, type CodeForm } from '../codes/code-form.js';
import { callingCodeOf } from '../codes/country-calling-codes.js';
import { columnLabel } from '../deck/column-label.js';
import type { CodeNames } from '../deck/deck.js';
import { foldText } from '../values/folded-text.js';
import { KIND } from './cell-kind.js';
import { type ColumnDraft, columnOf, type SheetDraft } from './column-draft.js';

const NAMED_SHARE = 0.8;
const AGREEING_SHARE = 0.8;
const ROWS_MIN = 3;
const FEW = /^\d{1,3}$/;
const POINTED = /^[1-9]\d{0,2}(?:\.\d{3})+$/;
const GROUPED = /^\d{1,3}(?:[,.']\d{3})+$/;
const DASHED = /^[2-9]\d{2}[-. ][2-9]\d{2}(?:[-. ]?\d)?$/;

export function settleCodeForm(draft: SheetDraft, names: CodeNames | null): CodeForm | undefined {
  const code = columnOf(draft, 'code');
  if (code === null) return namedByName(draft, names);
  if (code.content.share(KIND.namedCode) >= NAMED_SHARE) {
    return say(draft, code, 'named', 'names stand beside the codes');
  }
  const texts = textsOf(draft, code);
  if (isNorthAmerican(draft, code) && texts.every((text) => DASHED.test(text))) {
    return say(draft, code, 'dashed', 'area code and exchange are parted by a dash');
  }
  if (isPointed(texts) || isGrouped(draft, code, texts, names)) {
    return say(draft, code, 'thousands', 'a spreadsheet put marks of thousands into its numbers');
  }
  return undefined;
}

function say(draft: SheetDraft, column: ColumnDraft, form: CodeForm, because: string): CodeForm {
  const shown = textsOf(draft, column).find((text) => bareCode(text, form) !== text) ?? '';
  draft.assumptions.push({
    sheet: draft.sheet,
    what: 'codes',
    value: `${JSON.stringify(shown)} in "${columnLabel(column)}" is ${bareCode(shown, form)}`,
    because,
  });
  return form;
}

const textsOf = (draft: SheetDraft, { index }: ColumnDraft): string[] =>
  draft.sample.map(({ cells }) => String(cells[index] ?? '').trim()).filter((text) => text !== '');

function isNorthAmerican(draft: SheetDraft, code: ColumnDraft): boolean {
  const isNamed = /(?:^|[^a-z])(?:npa|nxx|npanxx)/.test(foldText(code.header));
  return isNamed || columnOf(draft, 'intraPrice') !== null;
}

/** Names of destinations that end or begin with the codes of their countries. */
function namedByName(draft: SheetDraft, names: CodeNames | null): CodeForm | undefined {
  const name = columnOf(draft, 'name');
  if (name === null || names === null || columnOf(draft, 'areaCode') !== null) return undefined;
  if (name.content.share(KIND.namedCode) < NAMED_SHARE) return undefined;
  const texts = textsOf(draft, name);
  if (texts.length < ROWS_MIN || agreement(texts, texts, names, 'named') < AGREEING_SHARE) {
    return undefined;
  }
  return say(
    draft,
    name,
    'named',
    'codes stand beside the names, and are those of their countries',
  );
}

/** Points part no list and no range: groups of three between them are one code, whatever its name. */
function isPointed(texts: readonly string[]): boolean {
  const pointed = texts.filter((text) => POINTED.test(text));
  return pointed.length >= ROWS_MIN && texts.every((text) => FEW.test(text) || POINTED.test(text));
}

/** All codes of more than three digits have the marks, and as lists they would fit no name. */
function isGrouped(
  draft: SheetDraft,
  code: ColumnDraft,
  texts: readonly string[],
  names: CodeNames | null,
): boolean {
  const name = columnOf(draft, 'name') ?? columnOf(draft, 'country');
  if (names === null || name === null) return false;
  if (!texts.every((text) => FEW.test(text) || GROUPED.test(text))) return false;
  const grouped = draft.sample.filter(({ cells }) =>
    GROUPED.test(String(cells[code.index] ?? '').trim()),
  );
  if (grouped.length < ROWS_MIN) return false;
  const cellOf = (index: number): string[] =>
    grouped.map(({ cells }) => String(cells[index] ?? ''));
  const codes = cellOf(code.index);
  const tails = codes.map((text) => text.trim().replace(/^\d+[,.']/, ''));
  const labels = cellOf(name.index);
  return (
    agreement(labels, codes, names, 'thousands') >= AGREEING_SHARE &&
    agreement(labels, tails, names, 'thousands') < AGREEING_SHARE
  );
}

/** Share of the names whose country has the code beside it. */
function agreement(
  labels: readonly string[],
  codes: readonly string[],
  names: CodeNames,
  form: CodeForm,
): number {
  const countryOf = countryOfNames(names);
  let compared = 0;
  let agreeing = 0;
  for (const [at, label] of labels.entries()) {
    const countries = countryOf(label.replace(/[\d()]+/g, ' ').trim());
    if (countries === null) continue;
    compared += 1;
    if (countries.has(callingCodeOf(bareCode(codes[at]!.trim(), form)) ?? '')) agreeing += 1;
  }
  return compared < ROWS_MIN ? 0 : agreeing / compared;
}
