/**
 * What a rate is at an instant: one table of signs, each in code and as a condition on `rates`. The
 * first sign that a rate bears is its state, so each state is its own sign and none before it.
 */

import { type RawBuilder, sql } from 'kysely';
import type { RateContent } from '../stored-rates/record.js';
import type { RateState } from './schema.js';

type Condition = RawBuilder<unknown>;

/** The columns by which dates are asked for. */
export interface DateColumns {
  readonly effectiveFrom: RawBuilder<unknown>;
  readonly validTo: RawBuilder<unknown>;
}

const INDEXED: DateColumns = {
  effectiveFrom: sql`rates.effective_from`,
  validTo: sql`rates.valid_to`,
};

/** The same in a form that no index has, so that others lead; the second values never occur. */
export const BY_NO_INDEX: DateColumns = {
  effectiveFrom: sql`nullif(rates.effective_from, 'infinity')`,
  validTo: sql`nullif(rates.valid_to, '-infinity')`,
};

export interface StatedRate
  extends Pick<RateContent, 'stashed' | 'blocked' | 'effectiveFrom' | 'effectiveTo'> {
  /** Its own end or the begin of the next version, whichever is earlier; null: no end. */
  readonly validTo: string | null;
}

interface Sign {
  readonly state: RateState;
  isBorne(rate: StatedRate, at: string): boolean;
  condition(at: string, dates: DateColumns): Condition;
}

/** A rate that bears one of these is not in force. */
const OUT_OF_FORCE: readonly Sign[] = [
  {
    state: 'stashed',
    isBorne: ({ stashed }) => stashed,
    condition: () => sql`rates.stashed`,
  },
  {
    state: 'future',
    isBorne: ({ effectiveFrom }, at) => effectiveFrom !== null && effectiveFrom > at,
    condition: (at, { effectiveFrom }) => sql`${effectiveFrom} > ${at}`,
  },
  {
    state: 'ended',
    isBorne: ({ validTo }, at) => validTo !== null && validTo <= at,
    condition: (at, { validTo }) => sql`${validTo} <= ${at}`,
  },
];

const SIGNS: readonly Sign[] = [
  ...OUT_OF_FORCE,
  {
    state: 'blocked',
    isBorne: ({ blocked }) => blocked,
    condition: () => sql`rates.blocked`,
  },
  {
    state: 'ending',
    isBorne: ({ effectiveTo }) => effectiveTo !== null,
    // Of what has not ended the second follows from the first; the index of ends begins there, where
    // otherwise all that ended long ago would be read.
    condition: (at) => sql`(rates.effective_to IS NOT NULL AND rates.effective_to > ${at})`,
  },
  { state: 'current', isBorne: () => true, condition: () => sql`true` },
];

const bearsNone = (signs: readonly Sign[], at: string, dates: DateColumns): Condition[] =>
  signs.map((sign) => sql`NOT (${sign.condition(at, dates)})`);

export function stateOf(rate: StatedRate, at: string): RateState {
  return SIGNS.find((sign) => sign.isBorne(rate, at))!.state;
}

export function hasState(state: RateState, at: string, dates = INDEXED): Condition {
  const place = SIGNS.findIndex((sign) => sign.state === state);
  const before = bearsNone(SIGNS.slice(0, place), at, dates);
  return sql`(${sql.join([...before, SIGNS[place]!.condition(at, dates)], sql` AND `)})`;
}

/** In force, blocked ones too. */
export function isInForce(at: string, dates = INDEXED): Condition {
  return sql`(${sql.join(bearsNone(OUT_OF_FORCE, at, dates), sql` AND `)})`;
}
