/** What becomes of a rate, as rows: versions there, rows of the file, policies, decisions. */

import { describe, expect, it } from 'vitest';
import {
  emptyContent,
  type RateContent,
  type StoredRate,
} from '../../tariffs/stored-rates/record.js';
import { decideMissing, decideRate } from './decide-rate.js';
import type { Deciding, Decision, DeckEntry } from './decided.js';
import { POLICY_DEFAULTS, type Policies } from './schema.js';

const NOW = '2026-11-22T12:00:00.000Z';

const instantOf = (text: string): string | null =>
  text === 'always' || text === '' ? null : text === 'now' ? NOW : `20${text}T00:00:00.000Z`;

/** `0.02 26-12-01`, `0.02 26-12-01 to 27-01-01`, `special 0.02 always`, `x 26-12-01`: blocked. */
function contentOf(text: string): RateContent {
  const [, special, price, from, to] =
    /^(special )?([0-9.]+|x) (\S+)(?: to (\S+))?$/.exec(text) ?? [];
  const isBlocked = price === 'x';
  return {
    ...emptyContent('43', 'voice'),
    price: isBlocked ? null : price!,
    blocked: isBlocked,
    effectiveFrom: instantOf(from!),
    effectiveTo: to === undefined ? null : instantOf(to),
    specialRateId: special === undefined ? null : '9',
  };
}

const listOf = (text: string): string[] => (text === '' ? [] : text.split('; '));

function versionsOf(text: string): StoredRate[] {
  return listOf(text).map((one, index) => ({
    ...contentOf(one),
    id: String(index + 1),
    version: 1,
    rateTableId: '1',
    addedInId: '1',
  }));
}

/** As a content; `close 27-01-01`, `delete`. */
function entryOf(text: string, index: number): DeckEntry {
  const place = { sheet: 's', row: index + 2, action: null, id: null, isUndated: false };
  const closing = /^close (\S+)$/.exec(text)?.[1];
  if (closing !== undefined) {
    const content = { ...contentOf('0 always'), effectiveTo: instantOf(closing) };
    return { ...place, change: 'close', content };
  }
  const isDeleting = text === 'delete';
  const content = contentOf(isDeleting ? '0 always' : text);
  return { ...place, change: isDeleting ? 'delete' : 'set', content };
}

function decidingBy(policies: Partial<Policies>, callsRated: boolean): Deciding {
  return {
    mode: 'merge',
    policies: { ...POLICY_DEFAULTS, ...policies },
    now: NOW,
    callsRated,
    notSaid: [],
    defaultPrice: null,
    services: new Set(['voice']),
    closesAt: '2027-01-01T00:00:00.000Z',
  };
}

const shortOf = (instant: string | null): string =>
  instant === null ? 'always' : instant === NOW ? 'now' : instant.slice(2, 10);

/** `increased: add 0.02 27-01-01`, `closed: update 1 to 27-01-01`, `skipped says_the_same`. */
function told({ kind, effect, before, after, reason }: Decision): string {
  const words = reason === null ? kind : `${kind} ${reason}`;
  if (effect === 'none') return words;
  const place = effect === 'add' ? '' : ` ${before!.id}`;
  if (effect === 'delete' || effect === 'stash') return `${words}: ${effect}${place}`;
  const end = after!.effectiveTo === null ? '' : ` to ${shortOf(after!.effectiveTo)}`;
  const price = after!.blocked ? 'x' : after!.price;
  return `${words}: ${effect}${place} ${price} ${shortOf(after!.effectiveFrom)}${end}`;
}

type Row = readonly [
  what: string,
  versions: string,
  entries: string,
  expected: readonly string[],
  policies?: Partial<Policies>,
  callsRated?: boolean,
];

const ROWS: readonly Row[] = [
  ['a new code', '', '0.02 27-01-01', ['new: add 0.02 27-01-01']],
  ['a raise', '0.01 always', '0.02 27-01-01', ['increased: add 0.02 27-01-01']],
  ['a fall', '0.02 always', '0.01 27-01-01', ['decreased: add 0.01 27-01-01']],
  ['the same, from another date', '0.01 26-01-01', '0.010 27-01-01', ['unchanged']],
  [
    ...(['the same, to be saved', '0.01 26-01-01', '0.01 27-01-01'] as const),
    ['unchanged: add 0.01 27-01-01'],
    { unchanged: 'save' },
  ],
  [
    'another end',
    '0.01 always',
    '0.01 27-01-01 to 27-06-01',
    ['changed: add 0.01 27-01-01 to 27-06-01'],
  ],
  ['a date that is there', '0.01 27-01-01', '0.02 27-01-01', ['increased: update 1 0.02 27-01-01']],
  ['after its end', '0.01 26-01-01 to 26-06-01', '0.01 27-01-01', ['new: add 0.01 27-01-01']],
  ['a block', '0.01 always', 'x 27-01-01', ['blocked: add x 27-01-01']],
  ['an opening', 'x always', '0.01 27-01-01', ['new: add 0.01 27-01-01']],
  [
    'two dates',
    '0.01 always',
    '0.02 27-01-01; 0.01 27-02-01',
    ['increased: add 0.02 27-01-01', 'decreased: add 0.01 27-02-01'],
  ],
  // What a later version becomes.
  ['before a later one', '0.03 27-06-01', '0.02 27-01-01', ['new: add 0.02 27-01-01']],
  [
    ...(['before a later one, put aside', '0.03 27-06-01', '0.02 27-01-01'] as const),
    ['new: add 0.02 27-01-01', 'stashed: stash 1'],
    { futureVersions: 'stash' },
  ],
  [
    ...([
      'a later one that the file has too',
      '0.03 27-06-01',
      '0.02 27-01-01; 0.03 27-06-01',
    ] as const),
    ['new: add 0.02 27-01-01', 'unchanged'],
    { futureVersions: 'stash' },
  ],
  // Past dates.
  ['in the past', '0.01 25-01-01', '0.02 26-01-01', ['increased: add 0.02 26-01-01']],
  ['in the past what holds now', '0.01 25-01-01; 0.02 26-06-01', '0.02 24-01-01', ['unchanged']],
  [
    'in the past, from now',
    '0.01 25-01-01',
    '0.02 26-01-01',
    ['increased: add 0.02 now'],
    { pastDates: 'now' },
  ],
  [
    ...(['two in the past, from now', '', '0.01 25-01-01; 0.02 26-01-01'] as const),
    ['skipped superseded', 'new: add 0.02 now'],
    { pastDates: 'now' },
  ],
  [
    'in the past and now, where a version begins now',
    '0.03 now',
    '0.01 25-01-01; 0.02 now',
    ['decreased: update 1 0.01 now', 'skipped another_row_counts'],
    { pastDates: 'now' },
  ],
  [
    'in the past and now',
    '',
    '0.01 25-01-01; 0.02 now',
    ['new: add 0.01 now', 'skipped another_row_counts'],
    { pastDates: 'now' },
  ],
  [
    'in the past, refused',
    '0.01 always',
    '0.02 26-01-01',
    ['rejected past_date'],
    { pastDates: 'reject' },
  ],
  ['in a past that was rated', '0.01 always', '0.02 26-01-01', ['past already_rated'], {}, true],
  [
    'to come where calls were rated',
    '0.01 always',
    '0.02 27-01-01',
    ['increased: add 0.02 27-01-01'],
    {},
    true,
  ],
  ['correcting what was rated', '0.01 26-01-01', '0.02 26-01-01', ['past already_rated'], {}, true],
  // Rows of one date.
  [
    'said twice',
    '',
    '0.02 27-01-01; 0.020 27-01-01',
    ['skipped says_the_same', 'new: add 0.02 27-01-01'],
  ],
  [
    'contradicting',
    '',
    '0.02 27-01-01; 0.03 27-01-01',
    ['rejected duplicate', 'rejected duplicate'],
  ],
  [
    ...(['the last counts', '', '0.02 27-01-01; 0.03 27-01-01'] as const),
    ['skipped another_row_counts', 'new: add 0.03 27-01-01'],
    { duplicates: 'keep-last' },
  ],
  [
    ...(['the first counts', '', '0.02 27-01-01; 0.03 27-01-01'] as const),
    ['skipped another_row_counts', 'new: add 0.02 27-01-01'],
    { duplicates: 'keep-first' },
  ],
  // Special rates stay.
  ['a special one there', 'special 0.01 27-01-01', '0.02 27-01-01', ['special special_rate']],
  ['while a special one holds', 'special 0.01 always', '0.02 27-01-01', ['special special_rate']],
  // Ends.
  ['closed', '0.01 always', 'close 27-01-01', ['closed: update 1 0.01 always to 27-01-01']],
  ['closed already', '0.01 always to 26-12-01', 'close 27-01-01', ['unchanged']],
  ['nothing to close', '0.01 27-06-01', 'close 27-01-01', ['skipped nothing_to_close']],
  [
    'raised, then closed',
    '0.01 always',
    '0.02 27-01-01; close 27-06-01',
    ['increased: add 0.02 27-01-01 to 27-06-01', 'closed'],
  ],
  [
    'closed in the past that was rated',
    '0.01 always',
    'close 26-06-01',
    ['past already_rated'],
    {},
    true,
  ],
  ['deleted', '0.01 26-01-01; 0.02 27-01-01', 'delete', ['deleted: delete 1', 'deleted: delete 2']],
  ['nothing to delete', '', 'delete', ['skipped nothing_to_delete']],
  ['a special one to delete', 'special 0.01 always', 'delete', ['special special_rate']],
  [
    ...(['deleted where calls were rated', '0.01 26-01-01; 0.02 27-01-01', 'delete'] as const),
    ['closed: update 1 0.01 26-01-01 to now', 'deleted: delete 2'],
    {},
    true,
  ],
  ['ending before it begins', '', '0.01 27-02-01 to 27-01-01', ['rejected ends_before_start']],
];

describe('what becomes of a rate that a file names', () => {
  it.each(ROWS.map((row) => ({ what: row[0], row })))('$what', ({ row }) => {
    const [, versions, entries, expected, policies = {}, callsRated = false] = row;
    const deciding = decidingBy(policies, callsRated);
    const decisions = decideRate(listOf(entries).map(entryOf), versionsOf(versions), deciding);
    expect(decisions.map(told)).toEqual(expected);
    // Each row is told once; what no row names follows.
    const rows = decisions.flatMap(({ entry }) => (entry === null ? [] : entry.row)).sort();
    expect(rows).toEqual(listOf(entries).map((_, index) => index + 2));
  });
});

const MISSING: readonly (readonly [
  string,
  string,
  readonly string[],
  Partial<Policies>?,
  boolean?,
])[] = [
  ['in force', '0.01 always', ['closed: update 1 0.01 always to 27-01-01']],
  ['ended by then', '0.01 always to 26-12-01', []],
  [
    'followed by then',
    '0.01 always; 0.02 26-12-01',
    ['closed: update 2 0.02 26-12-01 to 27-01-01'],
  ],
  ['to come after', '0.01 27-06-01', ['closed: stash 1']],
  ['special', 'special 0.01 always', ['special special_rate']],
  ['put aside', '0.01 26-01-01', ['closed: stash 1'], { missing: 'stash' }],
  [
    'put aside where calls were rated',
    '0.01 26-01-01',
    ['closed: update 1 0.01 26-01-01 to 27-01-01'],
    { missing: 'stash' },
    true,
  ],
];

describe('what becomes of a rate that a full file does not name', () => {
  it.each(MISSING.map((row) => ({ what: row[0], row })))('$what', ({ row }) => {
    const [, versions, expected, policies = {}, callsRated = false] = row;
    const decisions = decideMissing(versionsOf(versions), decidingBy(policies, callsRated));
    expect(decisions.map(told)).toEqual(expected);
  });
});
