/**
 * A rate as it is stored: plain values by column, the form in which all bulk writes handle rates.
 *
 * `columns` is the one list of what can be written; order and types serve COPY and bulk updates.
 */

import { type ChargeRow, chargeColumns, chargeToRow } from '../charge/charge-row.js';

export interface RateContent extends ChargeRow {
  readonly code: string;
  readonly service: 'voice' | 'sms' | 'data';
  readonly sourceCode: string | null;
  readonly numberLengthMin: number | null;
  readonly numberLengthMax: number | null;
  readonly timeProfileId: string | null;
  readonly tag: string | null;
  /** Null: always. */
  readonly effectiveFrom: string | null;
  /** Null: no end. */
  readonly effectiveTo: string | null;
  readonly stashed: boolean;
  readonly blocked: boolean;
  /** Id of a name; 0: it has none. */
  readonly nameId: number;
  readonly nameIsOwn: boolean;
  readonly categoryId: string | null;
  readonly specialRateId: string | null;
  readonly notice: 'hold' | 'force';
  readonly description: string | null;
  readonly notes: string | null;
}

/** A rate that stands in the database. */
export interface StoredRate extends RateContent {
  readonly id: string;
  readonly version: number;
  readonly rateTableId: string;
  readonly addedInId: string;
}

export interface Column {
  readonly column: string;
  readonly field: keyof RateContent;
  readonly type: string;
}

const enumTypes: Readonly<Record<string, string>> = {
  setup_fee_mode: 'setup_fee_mode',
  grace_mode: 'grace_mode',
};

const chargeTypeOf = (column: string): string =>
  column.startsWith('tier_') ? 'numeric[]' : (enumTypes[column] ?? 'numeric');

export const contentColumns: readonly Column[] = [
  { column: 'code', field: 'code', type: 'text' },
  { column: 'service', field: 'service', type: 'service' },
  { column: 'source_code', field: 'sourceCode', type: 'text' },
  { column: 'number_length_min', field: 'numberLengthMin', type: 'smallint' },
  { column: 'number_length_max', field: 'numberLengthMax', type: 'smallint' },
  { column: 'time_profile_id', field: 'timeProfileId', type: 'bigint' },
  { column: 'tag', field: 'tag', type: 'text' },
  { column: 'effective_from', field: 'effectiveFrom', type: 'timestamptz' },
  { column: 'effective_to', field: 'effectiveTo', type: 'timestamptz' },
  { column: 'stashed', field: 'stashed', type: 'boolean' },
  { column: 'blocked', field: 'blocked', type: 'boolean' },
  { column: 'name_id', field: 'nameId', type: 'integer' },
  { column: 'name_is_own', field: 'nameIsOwn', type: 'boolean' },
  { column: 'category_id', field: 'categoryId', type: 'bigint' },
  { column: 'special_rate_id', field: 'specialRateId', type: 'bigint' },
  { column: 'notice', field: 'notice', type: 'notice_mode' },
  { column: 'description', field: 'description', type: 'text' },
  { column: 'notes', field: 'notes', type: 'text' },
  ...Object.entries(chargeColumns).map(([column, field]) => ({
    column,
    field,
    type: chargeTypeOf(column),
  })),
];

/** Rates equal in these are versions of each other. */
export const identityFields = [
  'code',
  'service',
  'sourceCode',
  'numberLengthMin',
  'numberLengthMax',
  'timeProfileId',
  'tag',
] as const satisfies readonly (keyof RateContent)[];

/** Equal for versions of one rate, different for all others. */
export function identityOf(rate: Pick<RateContent, (typeof identityFields)[number]>): string {
  return identityFields.map((field) => rate[field] ?? '').join('\n');
}

/** Fields that decide what a call costs: in a used table they are fixed for what was in force. */
export const pricingFields = [
  ...identityFields,
  ...Object.values(chargeColumns),
  'blocked',
] as const satisfies readonly (keyof RateContent)[];

/** `-infinity` is how the database says "always". */
export const ALWAYS = '-infinity';

/** A rate of which nothing is said but its code. */
export function emptyContent(code: string, service: RateContent['service']): RateContent {
  return {
    code,
    service,
    sourceCode: null,
    numberLengthMin: null,
    numberLengthMax: null,
    timeProfileId: null,
    tag: null,
    effectiveFrom: null,
    effectiveTo: null,
    stashed: false,
    blocked: false,
    nameId: 0,
    nameIsOwn: false,
    categoryId: null,
    specialRateId: null,
    notice: 'hold',
    description: null,
    notes: null,
    ...chargeToRow({}),
  };
}
