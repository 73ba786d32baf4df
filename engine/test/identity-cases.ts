/**
 * Pairs of rates and whether they are versions of one another. Every user of rate identity (engine,
 * decks, server, the database's index) is held to these rows; see `values/rate-identity.ts`.
 */

import type { RateIdentityFields } from '../src/values/rate-identity.js';
import type { Service } from '../src/values/scalars.js';

export interface IdentityCase {
  readonly what: string;
  /** Service of the table that holds both. */
  readonly table: Service;
  readonly a: Omit<RateIdentityFields, 'code'>;
  readonly b: Omit<RateIdentityFields, 'code'>;
  readonly same: boolean;
}

type Fields = IdentityCase['a'];
const row = (what: string, a: Fields, b: Fields, same: boolean): IdentityCase => ({
  what,
  table: 'voice',
  a,
  b,
  same,
});

/** Both rates have the code 44. */
export const IDENTITY_CASES: readonly IdentityCase[] = [
  row('nothing but the code', {}, {}, true),
  row('the service of the table, named or not', { service: 'voice' }, {}, true),
  { ...row('the same in a table of messages', { service: 'sms' }, {}, true), table: 'sms' },
  row('another service', { service: 'sms' }, {}, false),
  row(
    'a range open above',
    { numberLength: { min: 5 } },
    { numberLength: { min: 5, max: 32 } },
    true,
  ),
  row(
    'a range open below',
    { numberLength: { max: 9 } },
    { numberLength: { min: 1, max: 9 } },
    true,
  ),
  row(
    'the full range, three ways',
    { numberLength: { min: 1 } },
    { numberLength: { max: 32 } },
    true,
  ),
  row(
    'the full range, written out',
    { numberLength: { min: 1, max: 32 } },
    { numberLength: { min: 1 } },
    true,
  ),
  // A range goes before none (rating rules, section 2, point 2), so the full range is not none.
  row('the full range and none', { numberLength: { min: 1, max: 32 } }, {}, false),
  row('another least length', { numberLength: { min: 5 } }, { numberLength: { min: 6 } }, false),
  row('another greatest length', { numberLength: { max: 5 } }, { numberLength: { max: 6 } }, false),
  row(
    'ends that read alike',
    { numberLength: { min: 1, max: 12 } },
    { numberLength: { min: 11, max: 2 } },
    false,
  ),
  row('a source code', { sourceCode: '1' }, {}, false),
  row('equal source codes', { sourceCode: '1' }, { sourceCode: '1' }, true),
  row('another source code', { sourceCode: '1' }, { sourceCode: '12' }, false),
  row('a source code with a zero in front', { sourceCode: '01' }, { sourceCode: '1' }, false),
  row('a tag', { tag: 'gold' }, {}, false),
  row('equal tags', { tag: 'gold' }, { tag: 'gold' }, true),
  row('a tag in capitals', { tag: 'gold' }, { tag: 'Gold' }, false),
  row('a time profile', { timeProfile: 'Peak' }, {}, false),
  row('equal time profiles', { timeProfile: 'Peak' }, { timeProfile: 'Peak' }, true),
  row('a tag and a profile of one name', { tag: 'Peak' }, { timeProfile: 'Peak' }, false),
  row('a tag and a source code that read alike', { tag: '1' }, { sourceCode: '1' }, false),
];
