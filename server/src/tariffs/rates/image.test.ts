/**
 * No column of a rate is forgotten on its way out: what differs in any of them looks different in
 * the API, and, as far as a book tells of it, in the book. A new column or parameter fails here.
 */

import { describe, expect, it } from 'vitest';
import { contentColumns, emptyContent, type RateContent } from '../stored-rates/record.js';
import { rateForBook } from './content.js';
import { type NamedRate, rateFromRow } from './image.js';

const rate: NamedRate = {
  ...emptyContent('44', 'voice'),
  id: '1',
  version: 1,
  rateTableId: '2',
  addedInId: '3',
  name: 'United Kingdom',
  timeProfileName: null,
  categoryName: null,
  specialRateName: null,
};

/** Another value than that of an empty rate, by the type of its column. */
const others: Readonly<Record<string, unknown>> = {
  text: '7',
  service: 'sms',
  smallint: 9,
  integer: 9,
  bigint: '9',
  boolean: true,
  numeric: '7',
  'numeric[]': ['7'],
  timestamptz: '2026-01-01T00:00:00.000Z',
  setup_fee_mode: 'minimum',
  grace_mode: 'exclusive',
  notice_mode: 'force',
};

/** Three columns that mean something together only. */
const TIERS = { tierFroms: ['5'], tierPrices: ['1'], tierIntervals: ['1'] };

function pairOf(field: keyof RateContent, type: string): [NamedRate, NamedRate] {
  expect(others, type).toHaveProperty([type]);
  const base = field in TIERS ? { ...rate, ...TIERS } : rate;
  return [base, { ...base, [field]: others[type] }];
}

const shown = (row: NamedRate) => {
  const around = { country: null, sourceCodeName: null, previous: null, next: null };
  return JSON.stringify(rateFromRow(row, around, '2026-06-01T00:00:00.000Z'));
};

const told = (row: NamedRate) =>
  JSON.stringify(
    rateForBook(row, {
      name: row.nameIsOwn ? row.name : null,
      timeProfile: row.timeProfileId,
      category: row.categoryId,
    }),
  );

/** An id that stands for the name beside it. */
const SHOWN_BY_NAME = ['nameId'];
/** See `export-book`: what a book has no place for. */
const NOT_IN_BOOKS = ['nameId', 'specialRateId', 'notice'];

describe('a rate', () => {
  it.each(contentColumns)('shows its $field', ({ field, type }) => {
    const [one, other] = pairOf(field, type);
    if (SHOWN_BY_NAME.includes(field)) expect(shown(one)).toBe(shown(other));
    else expect(shown(one)).not.toBe(shown(other));
  });

  it.each(contentColumns)('says to a book, or keeps to itself, its $field', ({ field, type }) => {
    const [one, other] = pairOf(field, type);
    if (NOT_IN_BOOKS.includes(field)) expect(told(one)).toBe(told(other));
    else expect(told(one)).not.toBe(told(other));
  });

  it('tells of what it refers to that is gone', () => {
    const row = { ...rate, timeProfileId: '9', categoryId: '8', specialRateId: '7' };
    const around = { country: null, sourceCodeName: null, previous: null, next: null };
    expect(rateFromRow(row, around, '2026-06-01T00:00:00.000Z')).toMatchObject({
      timeProfile: { id: '9', name: '(deleted)' },
      category: { id: '8', name: '(deleted)' },
      specialRate: { id: '7', name: '(deleted)' },
    });
  });
});
