/**
 * From what the API takes to the rate that is stored, and the rules that every rate keeps. The rules
 * are the engine's; what is stored here is what it will price by.
 */

import { normalNumberLength, parseInstant } from '@ratedeck/engine';
import { bookFaults } from '../../platform/book-rules/service.js';
import type { ProblemFault } from '../../platform/problems/problem.js';
import { chargeForBook, chargeFromRow, chargeToRow } from '../charge/charge-row.js';
import { chargeNames } from '../charge/schema.js';
import type { RateTable } from '../rate-tables/schema.js';
import { tableForBook } from '../rate-tables/service.js';
import type { RateContent } from '../stored-rates/record.js';
import type { RateEdit } from './schema.js';

/** Without `name`, which is an id here, and without `numberLength`, which is two columns. */
const PLAIN = [
  'code',
  'service',
  'sourceCode',
  'timeProfileId',
  'tag',
  'categoryId',
  'blocked',
  'description',
  'notes',
  'notice',
] as const;

/** In the engine's normal form, so that equal ranges are equal columns. */
function rangeToRow(range: RateEdit['numberLength']) {
  const { min, max } = normalNumberLength(range) ?? { min: null, max: null };
  return { numberLengthMin: min, numberLengthMax: max };
}

/** One form of an instant, so that equal instants are equal texts; what is none stays and is told. */
const instantOf = (text: string | null): string | null => {
  const atMs = text === null ? null : parseInstant(text);
  return atMs === null ? text : new Date(atMs).toISOString();
};

/** The content with the edit's fields. Name and references have been looked up by the caller. */
export function editedContent(content: RateContent, edit: RateEdit): RateContent {
  const plain = Object.fromEntries(
    PLAIN.filter((name) => edit[name] !== undefined).map((name) => [name, edit[name]]),
  );
  const charge = Object.fromEntries(
    chargeNames.filter((name) => edit[name] !== undefined).map((name) => [name, edit[name]]),
  );
  const { numberLength, effectiveFrom, effectiveTo } = edit;
  return {
    ...content,
    ...plain,
    ...chargeToRow({ ...chargeFromRow(content), ...charge }),
    ...(numberLength !== undefined && rangeToRow(numberLength)),
    ...(effectiveFrom !== undefined && { effectiveFrom: instantOf(effectiveFrom) }),
    ...(effectiveTo !== undefined && { effectiveTo: instantOf(effectiveTo) }),
  };
}

/** What a rate refers to, by the names that a book has for it; null: nothing. */
export interface BookNames {
  readonly name: string | null;
  readonly timeProfile: string | null;
  readonly category: string | null;
}

/** As a book has it; null: left out. */
export function rateForBook(content: RateContent, names: BookNames): Record<string, unknown> {
  const { numberLengthMin: min, numberLengthMax: max } = content;
  return {
    code: content.code,
    service: content.service,
    name: names.name,
    description: content.description,
    sourceCode: content.sourceCode,
    numberLength: min === null && max === null ? null : { min, max },
    timeProfile: names.timeProfile,
    tag: content.tag,
    category: names.category,
    ...chargeForBook(chargeFromRow(content)),
    blocked: content.blocked || null,
    stashed: content.stashed || null,
    effectiveFrom: content.effectiveFrom,
    effectiveTo: content.effectiveTo,
    notes: content.notes,
  };
}

const PROFILE = 'profile';

export interface ContentFault extends ProblemFault {
  /** Position in the list that was checked. */
  readonly index: number;
}

const FAULT_PATH = /^rateTables\[0\][.]rates\[([0-9]+)\][.]?(.*)$/;

/** Faults of rates of one table, each with its position; duplicates of identity and date too. */
export function contentFaults(table: RateTable, contents: readonly RateContent[]): ContentFault[] {
  const rates = contents.map((content) => {
    const timeProfile = content.timeProfileId === null ? null : PROFILE;
    return rateForBook(content, { name: null, timeProfile, category: null });
  });
  const found = bookFaults(
    { timeProfiles: [{ name: PROFILE }], rateTables: [{ ...tableForBook(table), rates }] },
    (path) => path,
  );
  return found.map(({ path, code, message }) => {
    const [, index, field] = FAULT_PATH.exec(path) ?? [];
    const name = (field ?? path).replace(/^timeProfile$/, 'timeProfileId');
    return { index: Number(index ?? 0), path: name, code, message };
  });
}
