import { describe, expect, it } from 'vitest';
import type { Cell, DateOrder } from '../deck/deck.js';
import { dateOrderOf } from './date-order.js';
import { parseDate } from './dates.js';

const NOW = '2026-11-21T10:00:00Z';

function shown(cell: Cell, order: DateOrder | null, now: string | null = NOW): string {
  const date = parseDate(cell, order, now);
  return date.ok ? (date.instant ?? 'none').replace('T00:00:00Z', '') : `! ${date.code}`;
}

describe('parseDate', () => {
  it.each<[Cell, DateOrder | null, string]>([
    ['2026-09-23', null, '2026-09-23'],
    ['2026-09-23 00:00:00', null, '2026-09-23'],
    ['2026-09-23T14:30:00+02:00', null, '2026-09-23T12:30:00Z'],
    ['2026-9-3', null, '2026-09-03'],
    ['2026/09/23', 'dmy', '2026-09-23'],
    ['2026.09.23 08:15', null, '2026-09-23T08:15:00Z'],
    ['2026-09', null, '2026-09-01'],
    ['23/09/2026', null, '2026-09-23'],
    ['09/23/2026', null, '2026-09-23'],
    ['2/1/2025', 'dmy', '2025-01-02'],
    ['2/1/2025', 'mdy', '2025-02-01'],
    ['2/1/2025', null, '! ambiguous_date'],
    ['1/1/2025', null, '2025-01-01'],
    ['23/09/2026', 'mdy', '! date_order'],
    ['09/23/2026', 'dmy', '! date_order'],
    ['31.12.2026', 'dmy', '2026-12-31'],
    ['31.12.2026.', 'dmy', '2026-12-31'],
    ['31.12.26', 'dmy', '2026-12-31'],
    ['31-12-99', 'dmy', '1999-12-31'],
    ['26-09-23', 'ymd', '2026-09-23'],
    ['31/02/2026', 'dmy', '! bad_date'],
    ['32/01/2026', 'dmy', '! bad_date'],
    ['29/02/2028', 'dmy', '2028-02-29'],
    ['23/09/2026 14:30', 'dmy', '2026-09-23T14:30:00Z'],
    ['09/23/2026 2:30 PM', 'mdy', '2026-09-23T14:30:00Z'],
    ['09/23/2026 12:00:00 AM', 'mdy', '2026-09-23'],
    ['23.09.2026 24:00', 'dmy', '2026-09-24'],
    ['23/09/2026 00:00 UTC', 'dmy', '2026-09-23'],
    ['23/09/2026 02:00 GMT+2', 'dmy', '2026-09-23'],
    ['23/09/2026 25:00', 'dmy', '! bad_date'],
    ['20260923', null, '2026-09-23'],
    ['1798070400', null, '2026-12-24'],
    [1_798_070_400, null, '2026-12-24'],
    ['1798070401', null, '! bad_date'],
    [20260923, null, '2026-09-23'],
    ['20260923143000', null, '2026-09-23T14:30:00Z'],
    ['20261399', null, '! bad_date'],
    ['46288', null, '2026-09-23'],
    [46288, null, '2026-09-23'],
    [46288.5, null, '2026-09-23T12:00:00Z'],
    ['46288,25', null, '2026-09-23T06:00:00Z'],
    [25569, null, '1970-01-01'],
    ['12345', null, '! bad_date'],
    [new Date(Date.UTC(2026, 8, 23)), null, '2026-09-23'],
    [new Date(Number.NaN), null, '! bad_date'],
    ['asap', null, NOW],
    ['ASAP!', null, NOW],
    ['Immediately', null, NOW],
    ['sofort', null, NOW],
    ['Немедленно', null, NOW],
    ['natychmiast', null, NOW],
    ['-', null, 'none'],
    ['n/a', null, 'none'],
    ['0000-00-00 00:00:00', null, 'none'],
    ['', null, 'none'],
    [null, null, 'none'],
    ['soonish', null, '! bad_date'],
    [true, null, '! bad_date'],
  ])('%j in the order %j is %s', (cell, order, expected) => {
    expect(shown(cell, order)).toBe(expected);
  });

  it.each([
    ['23-Sep-2026'],
    ['23 September 2026'],
    ['23rd September, 2026'],
    ['Sep 23, 2026'],
    ['September 23rd 2026'],
    ['Sept. 23 2026'],
    ['2026-Sep-23'],
    ['23-SEP-26'],
    ['Wed, 23 Sep 2026'],
    ['23. September 2026'],
    ['23 septembre 2026'],
    ['23 de septiembre de 2026'],
    ['23 de setembro de 2026'],
    ['23 settembre 2026'],
    ['23 сентября 2026 г.'],
    ['23 september 2026'],
    ['23 września 2026'],
    ['23 Eylül 2026'],
    ['23Sep2026'],
    ["23-Sep-'26"],
    ['23 Sep 2026 00:00'],
  ])('%s names its month', (text) => {
    expect(shown(text, null)).toBe('2026-09-23');
  });

  it('leaves soon open when now is not known', () => {
    expect(shown('ASAP', null, null)).toBe('none');
  });

  it.each([['01.12.2026 - 31.12.2026'], ['from 2026-12-01 to 2026-12-31']])(
    '%s is told to be two dates',
    (text) => {
      const parsed = parseDate(text, 'dmy', null);
      expect(parsed).toMatchObject({ ok: false, message: expect.stringContaining('two dates') });
    },
  );
});

describe('dateOrderOf', () => {
  it.each<[string, readonly Cell[], DateOrder | null, boolean]>([
    ['one clear day', ['1/2/2025', '13/2/2025'], 'dmy', true],
    ['one clear month', ['1/2/2025', '2/13/2025'], 'mdy', true],
    ['never clear', ['2/1/2025', '2/1/2025'], 'mdy', false],
    ['never clear, padded', ['02/01/2025', '03/01/2025'], 'dmy', false],
    ['contradicting', ['13/2/2025', '2/13/2025', '1/2/2025'], 'dmy', false],
    ['points', ['02.01.2025'], 'dmy', true],
    ['ISO', ['2025-01-02', null], 'ymd', true],
    ['ISO and a clear day', ['2025-01-02', '13/02/2025'], 'dmy', true],
    ['half days', ['2/1/2025 1:00 PM'], 'mdy', false],
    ['dates of a spreadsheet', [new Date(0), 46288], null, true],
    ['nothing', [], null, true],
    ['day is month', ['1/1/2025'], null, true],
    ['short years first', ['99-12-01'], 'ymd', true],
    ['short years, no telling', ['26-09-23'], 'dmy', false],
    ['short years with slashes', ['23/09/26'], 'dmy', true],
    ['months by name', ['2 Jan 2025'], null, true],
  ])('%s', (_, cells, order, certain) => {
    const decision = dateOrderOf(cells);
    expect([decision.order, decision.certain]).toEqual([order, certain]);
  });
});
