/**
 * What the database refuses, in words for callers: what is wrong, where, and how to mend it.
 *
 * Rules refuse first and know more. A constraint is met when two requests came at once and both had
 * looked before, or where a rule has a gap. Names of constraints are for people with `psql`; no caller
 * gets to see one. Who else has a name is nothing that a caller may learn either.
 */

import type { ProblemCode } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';

export interface Violation {
  /** Of PostgreSQL: `23505`. */
  readonly code: string;
  readonly constraint: string;
  readonly table: string;
}

const UNIQUE = '23505';
const FOREIGN_KEY = '23503';
const CHECK = '23514';

type Words = readonly [code: ProblemCode, detail?: string];

const ANOTHER_MEANWHILE = 'another request was faster: read it again and send what is still wanted';
const BOTH_ENDS: Words = ['conflict', 'it would end before it begins: send both dates together'];
const LENGTHS: Words = [
  'conflict',
  'the least length of numbers would be above the greatest: send both together',
];
const TIERS: Words = ['conflict', 'each tier needs where it begins, a price and an interval'];

const JOB_WENT_ON: Words = ['conflict', 'the job went on meanwhile: look at it again'];

const BEGINS_ALREADY: Words = [
  'conflict',
  'another assignment begins at this instant already: edit that one, or choose another instant',
];
const ENTRY_KIND: Words = [
  'still_in_use',
  'a plan and its tables must all be there, of one currency and scope: read them again, or take ' +
    'the table out of the plans first',
];

const named: Readonly<Record<string, Words>> = {
  accounts_no_circle: ['would_make_a_circle'],
  accounts_one_operator: ['conflict', 'there is one operator, and it is there already'],
  accounts_only_devices_stand_on_a_network: [
    'conflict',
    'only devices stand on a network: leave `network` out, or make it a device',
  ],
  accounts_only_the_operator_has_no_parent: [
    'conflict',
    'every account but the operator stands below another: give a `parentId`',
  ],
  api_keys_key_hash_key: ['conflict', ANOTHER_MEANWHILE],
  assignment_usage_check: ['conflict', 'the last call lies before the first one'],
  assignments_begin_once_for_a_trunk: BEGINS_ALREADY,
  assignments_begin_once_for_an_account: BEGINS_ALREADY,
  assignments_by_an_account_above: [
    'conflict',
    'accounts are priced by plans and tables of accounts above them: end these assignments first',
  ],
  assignments_end_after_their_begin: BOTH_ENDS,
  assignments_keep_the_past: ['already_rated'],
  assignments_of_one: ['conflict', 'give `ratingPlanId` or `rateTableId`, one of both'],
  assignments_of_plans_without_gaps: ['plan_has_gaps'],
  assignments_of_the_accounts_currency: [
    'conflict',
    'an account and what is assigned to it have one currency: end these assignments first',
  ],
  assignments_of_the_accounts_kind: [
    'conflict',
    'what is assigned to an account is for accounts of its kind: end these assignments first',
  ],
  assignments_to_one: ['conflict', 'give `accountId` or `trunkId`, one of both'],
  change_sets_reverted_once: ['already_reverted'],
  exchange_rates_check: ['conflict', 'the two currencies of an exchange rate must differ'],
  exchange_rates_one_a_date: [
    'conflict',
    'these currencies have a rate from this date on already: edit that one',
  ],
  import_rows_write_what_they_say: ['conflict', ANOTHER_MEANWHILE],
  imports_are_final: [
    'conflict',
    'it was applied or discarded, and stays so: upload the file again',
  ],
  imports_change_by_applying: ['conflict', ANOTHER_MEANWHILE],
  imports_change_set_id: ['conflict', ANOTHER_MEANWHILE],
  imports_checked_whole: ['conflict', ANOTHER_MEANWHILE],
  jobs_ended: JOB_WENT_ON,
  jobs_noun_with_thing: JOB_WENT_ON,
  jobs_worker_while_running: JOB_WENT_ON,
  rate_table_usage_check: ['conflict', 'the last call lies before the first one'],
  rate_tables_check: TIERS,
  rate_tables_fixed_fields: [
    'conflict',
    'scope, currency and service of a rate table are fixed at its creation: make another table',
  ],
  rate_tables_kind: ['conflict', ANOTHER_MEANWHILE],
  rate_tables_no_circle: ['would_make_a_circle'],
  rate_tables_parent_of_same_kind: [
    'still_in_use',
    'a table and its parent must both be there, of one currency and service: read both again, or ' +
      'give the tables below it another parent first',
  ],
  rate_tables_priced: ['conflict', ANOTHER_MEANWHILE],
  rating_plan_entries_of_the_plans_kind: ENTRY_KIND,
  rating_plan_entries_of_the_tables_kind: ENTRY_KIND,
  rating_plan_entries_table_once_a_timing: [
    'conflict',
    'a table stands in a plan once for each timing: leave one of the entries out',
  ],
  rating_plan_gaps_check: ['conflict', ANOTHER_MEANWHILE],
  rating_plan_overlaps_check: ['conflict', ANOTHER_MEANWHILE],
  rating_plans_complete_with_tables: ['conflict', ANOTHER_MEANWHILE],
  rating_plans_keep_the_past: ['already_rated'],
  rating_plans_priced: ['conflict', ANOTHER_MEANWHILE],
  rates_check: LENGTHS,
  rates_check1: BOTH_ENDS,
  rates_check2: TIERS,
  rates_keep_the_past: ['already_rated'],
  rates_leave_special_rates: ['owned_by_special_rate'],
  rates_name_id_fkey: ['conflict', ANOTHER_MEANWHILE],
  rates_number_length_whole: ['conflict', 'give both the least and the greatest length of numbers'],
  rates_one_version_a_date: ['rate_version_exists'],
  special_rates_by_name_or_codes: ['conflict', 'give `codes` or `codeName`, one of both'],
  special_rates_check: BOTH_ENDS,
  trunk_number_rules_check: LENGTHS,
  trunks_keep_the_past: [
    'already_rated',
    'calls were rated by what is assigned to this trunk: it keeps its account; end the assignment ' +
      'and make another trunk for the other account',
  ],
};

const NAME_TAKEN: Words = ['name_taken', 'this name is taken: choose another one'];
const IS_OF_NAMES = /(_name_key|_name_of_[a-z]+|_login)$/;

/** `rate_tables` is a `rate table`. */
const nounOf = (table: string): string =>
  table
    .replaceAll('_', ' ')
    .replace(/ies$/, 'y')
    .replace(/sses$/, 'ss')
    .replace(/(?<!s)s$/, '');

const wordsOf = (column: string): string => column.replace(/_id$/, '').replaceAll('_', ' ');

/** The column of a constraint that PostgreSQL named itself: `accounts_name_check`. */
function columnOf({ constraint, table }: Violation, end: string): string | null {
  const column = constraint.slice(table.length + 1, -end.length);
  const isOfColumn = constraint === `${table}_${column}${end}` && column !== '';
  return isOfColumn ? wordsOf(column) : null;
}

function derived(violation: Violation): Words | null {
  const { code, constraint, table } = violation;
  const noun = nounOf(table);
  if (code === UNIQUE) {
    if (IS_OF_NAMES.test(constraint)) return NAME_TAKEN;
    return constraint.endsWith('_pkey') ? ['conflict', ANOTHER_MEANWHILE] : null;
  }
  const column = columnOf(violation, code === CHECK ? '_check' : '_fkey');
  if (column === null) return null;
  if (code === CHECK) {
    const detail = `the ${column} of the ${noun} is not what may be stored: see its form and limits`;
    return ['conflict', detail];
  }
  return [
    'still_in_use',
    `a ${noun} and its ${column} must both be there: one was deleted meanwhile, or what is to be ` +
      `deleted is still referred to. Read both again; choose another ${column}, or remove the ` +
      `${noun} first`,
  ];
}

/** Null: no words are known, which a test of the whole schema does not let happen. */
export function constraintWords(violation: Violation): Words | null {
  return named[violation.constraint] ?? derived(violation);
}

const UNKNOWN: Words = [
  'conflict',
  'what is stored does not permit it: read it again, with what it refers to and what refers to it',
];

/** Null: it is no constraint that a caller can meet, so it is a defect. */
export function problemOfConstraint(violation: Violation): Problem | null {
  const isKnown = Object.hasOwn(named, violation.constraint);
  if (!isKnown && ![UNIQUE, FOREIGN_KEY, CHECK].includes(violation.code)) return null;
  return new Problem(...(constraintWords(violation) ?? UNKNOWN));
}
