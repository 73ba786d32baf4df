/** Results as users see them, made of priced legs. */

import type { Leg, Margin, Outcome, RatedEvent, RateUsed } from './event.js';
import type { EventPricer, LegSlot } from './event-pricer.js';
import { formatInstant } from './instant.js';
import { formatDecimal, formatScaled } from './money.js';
import { type PreparedEvent, readDigits } from './prepared-event.js';
import type { Section } from './section.js';
import { MONEY_SCALE, type Terms } from './terms.js';
import { volumeNumber } from './volume.js';

export const instantText = (instantMs: number): string | null =>
  Number.isFinite(instantMs) ? formatInstant(instantMs) : null;

export const moneyText = (digits: bigint): string => formatScaled(digits, MONEY_SCALE);

export const termsOf = (section: Section, row: number): Terms =>
  section.terms.get(section.rows.terms(row));

function rateUsed(section: Section, row: number): RateUsed {
  const { rows, service } = section;
  const terms = termsOf(section, row);
  const blocked = rows.isBlocked(row);
  return {
    index: rows.rate(row),
    effectiveFrom: instantText(rows.effectiveFrom(row)),
    effectiveTo: instantText(rows.effectiveTo(row)),
    price: blocked ? null : moneyText(terms.price),
    firstPrice: blocked ? null : moneyText(terms.firstPrice),
    firstInterval: volumeNumber(terms.firstInterval, service),
    nextInterval: volumeNumber(terms.nextInterval, service),
    setupFee: moneyText(terms.setupFee),
  };
}

const NOTHING = {
  ratingPlan: null,
  rateTable: null,
  code: null,
  codeName: null,
  rate: null,
  billedVolume: null,
  amount: null,
  net: null,
  tax: null,
  gross: null,
  currency: null,
} as const;

export function toLeg(slot: LegSlot, event: PreparedEvent): Leg {
  const { leg, role, source } = slot;
  const { outcome, reason } = leg;
  const head = { role, account: slot.accountName, outcome, reason };
  if (source === null) return { ...head, ...NOTHING };
  const named = { ...NOTHING, ratingPlan: source.planName };
  if (outcome === 'no_rate') return { ...head, ...named };
  const { selection } = leg;
  const section = selection.section!;
  const chosen = {
    ...named,
    rateTable: selection.holder!.name,
    code: readDigits(event.to, selection.codeLength),
    codeName: section.names.text(section.rows.name(selection.row)),
    rate: rateUsed(section, selection.row),
  };
  if (outcome !== 'rated') return { ...head, ...chosen };
  const { decimals } = leg.table;
  const wide = leg.wide !== null;
  const net = wide ? leg.wideNet : BigInt(leg.net);
  const tax = wide ? leg.wideTax : BigInt(leg.tax);
  return {
    ...head,
    ...chosen,
    billedVolume: volumeNumber(leg.billedVolume, event.service),
    amount: formatScaled(leg.wide ?? leg.amount, decimals),
    net: formatScaled(net, decimals),
    tax: formatScaled(tax, decimals),
    gross: formatScaled(net + tax, decimals),
    currency: leg.table.currency,
  };
}

export function toRatedEvent(
  id: string | undefined,
  number: string,
  pricer: EventPricer,
  event: PreparedEvent,
): RatedEvent {
  const legs: Leg[] = [];
  for (let i = 0; i < pricer.legCount; i++) legs.push(toLeg(pricer.slot(i), event));
  const result = toLeg(pricer.result, event);
  const isRated = result.outcome === 'rated';
  const { margin } = pricer;
  return {
    ...result,
    reason: isRated ? pricer.reported : result.reason,
    id: id ?? null,
    number,
    legs,
    margin: margin === null ? null : toMargin(margin),
    marginReason: margin?.reason ?? null,
  };
}

function toMargin(margin: NonNullable<EventPricer['margin']>): Margin | null {
  if (margin.amount === null) return null;
  return { amount: formatDecimal(margin.amount), currency: margin.currency! };
}

export function refusedEvent(
  id: string | undefined,
  outcome: Outcome,
  reason: string,
  account: string | undefined,
): RatedEvent {
  return {
    role: 'customer',
    account: account === undefined || account === '' ? null : account,
    outcome,
    reason,
    ...NOTHING,
    id: id ?? null,
    number: null,
    legs: [],
    margin: null,
    marginReason: null,
  };
}
