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
  action_missing: 'the action is missing: write A, D, U, S or SA, or choose another mode',
  code_exists: 'the table has a rate of this code already: write SA or S to update it',
  unknown_code: 'the table has no rate of this code: write SA or A to add it',
  unknown_id:
    'the table has no rate with this id: export it again, or write S to update by the code',
  id_twice: 'another row of the file is about the rate with this id: keep one of them',
  version_exists: 'another version of the rate begins at this instant: choose another date',
  special_rate: 'a special rate owns it: edit the special rate',
  already_rated:
    'calls were rated by this table, so what was in force stays: give it a date to come, or have ' +
    'past dates begin now (policies.pastDates)',
};
