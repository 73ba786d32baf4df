/** Names that an event has and the book does not. */

import { describe, expect, it } from 'vitest';
import { compile } from '../rater.js';

const AT = '2026-11-21T10:00:00Z';
const TABLE = { name: 'T', rates: [{ code: '44', price: '0.60' }] };
const CALL = { to: '441', at: AT, volume: 60 };

const rate = (book: object, event: object, options: object = {}) =>
  compile({ book: 1, rateTables: [TABLE], ...book }).rate({ ...CALL, ...event }, options);

const NAMES = { account: 'Whoever', trunk: 'SIP/77', carrier: 'Any', device: 'gsm-1' };

describe('names that the book does not have', () => {
  it.each(Object.keys(NAMES))(
    '%s is passed over in a book that has none, where a table prices',
    (kind) => {
      const event = { [kind]: NAMES[kind as keyof typeof NAMES] };
      const result = rate({}, event, { table: 'T' });
      expect(result).toMatchObject({
        outcome: 'rated',
        amount: '0.6',
        legs: [{ role: 'customer' }],
      });
      expect(result.account).toBe(kind === 'account' ? 'Whoever' : null);
      expect(rate({}, { ...event, table: 'T' })).toMatchObject({ outcome: 'rated' });
      const plan = { ratingPlans: [{ name: 'P', entries: [{ rateTable: 'T' }] }] };
      expect(rate(plan, event, { plan: 'P' })).toMatchObject({ outcome: 'rated' });
    },
  );

  it.each(Object.keys(NAMES))('%s is refused where nothing is named that prices', (kind) => {
    const result = rate({}, { [kind]: NAMES[kind as keyof typeof NAMES] });
    expect(result.outcome).toBe('invalid_event');
    expect(result.reason).toMatch(new RegExp(`^${kind} .*not in the book`));
  });

  it.each(Object.keys(NAMES))(
    '%s is told in a book that has some, and passes when asked to',
    (kind) => {
      const book = {
        accounts: [
          { name: 'Acme', kind: 'customer' },
          { name: 'Transit', kind: 'carrier' },
          { name: 'Gateway', kind: 'device' },
        ],
        trunks: [{ name: 'Acme 1', account: 'Acme' }],
      };
      const event = { [kind]: NAMES[kind as keyof typeof NAMES] };
      const refused = rate(book, event, { table: 'T' });
      expect(refused.outcome).toBe('invalid_event');
      expect(refused.reason).toMatch(new RegExp(`^${kind} .*not in the book`));
      const passed = rate(book, event, { table: 'T', unknownNames: 'pass' });
      expect(passed).toMatchObject({ outcome: 'rated', amount: '0.6' });
      expect(rate(book, event, { unknownNames: 'pass' }).outcome).toBe('invalid_event');
    },
  );

  it('are asked for one kind at a time', () => {
    const book = { accounts: [{ name: 'Transit', kind: 'carrier' }] };
    expect(rate(book, { account: 'Whoever' }, { table: 'T' }).outcome).toBe('rated');
    expect(rate(book, { carrier: 'Any' }, { table: 'T' }).outcome).toBe('invalid_event');
    // A known name keeps what it means.
    expect(rate(book, { device: 'Transit' }, { table: 'T' }).reason).toMatch(/kind carrier/);
  });

  it('leave a plan or table that is not there refused', () => {
    const options = { table: 'X', unknownNames: 'pass' };
    expect(rate({}, { account: 'Whoever' }, options).reason).toMatch(/^table "X"/);
  });
});
