/** Why a row has no effect, in words for people. */

import type { Reason } from './decided.js';

export const reasonTexts: Readonly<Record<Reason, string>> = {
  says_the_same: 'another row of the file says the same',
  another_row_counts: 'another row of the file for the same rate and date counts',
  duplicate:
    'another row says something else of the same rate and date: keep one of them, or choose ' +
    'which counts (policies.duplicates)',
  superseded: 'a later row of the file begins before now too, and is what holds from now on',
  past_date:
    'would begin before now: give it a date to come, or choose what becomes of past dates ' +
    '(policies.pastDates)',
  ends_before_start: 'would end before it begins: mend one of the dates',
  nothing_to_close: 'the table has nothing of this code that could end then',
  nothing_to_delete: 'the table has nothing of this code',
  special_rate: 'a special rate owns it: edit the special rate',
  already_rated:
    'calls were rated by this table, so what was in force stays: give it a date to come, or have ' +
    'past dates begin now (policies.pastDates)',
};
