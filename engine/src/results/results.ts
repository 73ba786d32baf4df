/** Results as users see them, made of priced legs. */

import type { Section } from '../compiled/section.js';
import type { Terms } from '../compiled/terms.js';
import type { Leg, Margin, Outcome, RatedEvent, RateUsed } from '../event/event.js';
import { type PreparedEvent, readDigits } from '../event/prepared-event.js';
import type { EventPricer } from '../pricing/event-pricer.js';
import type { LegSlot } from '../pricing/leg-slot.js';
import { formatInstant } from '../values/instant.js';
import { formatDecimal, formatScaled, MONEY_SCALE } from '../values/money.js';
import { volumeNumber } from '../values/volume.js';

export const instantText = (instantMs: number): string | null =>
  Number.isFinite(instantMs) ? formatInstant(instantMs) : null;

export const moneyText = (digits: bigint): string => formatScaled(digits, MONEY_SCALE);

type Values = Pick<
  RateUsed,
  'price' | 'firstPrice' | 'firstInterval' | 'nextInterval' | 'setupFee'
>;

/** Texts of the terms that were used before; they are few and come again. */
const knownValues = new WeakMap<Section, (Values | undefined)[]>();

function valuesOf({ service }: Section, terms: Terms): Values {
  return {
    price: moneyText(terms.price),
    firstPrice: moneyText(terms.firstPrice),
    firstInterval: volumeNumber(terms.firstInterval, service),
    nextInterval: volumeNumber(terms.nextInterval, service),
    setupFee: moneyText(terms.setupFee),
  };
}

function usedValues(section: Section, row: number): Values {
  let list = knownValues.get(section);
  if (list === undefined) {
    list = [];
    knownValues.set(section, list);
  }
  const number = section.rows.terms(row);
  list[number] ??= valuesOf(section, section.termsOf(row));
  return list[number];
}

function rateUsed(section: Section, row: number): RateUsed {
  const { rows } = section;
  const values = usedValues(section, row);
  const blocked = rows.isBlocked(row);
  return {
    index: rows.rate(row),
    effectiveFrom: instantText(rows.effectiveFrom(row)),
    effectiveTo: instantText(rows.effectiveTo(row)),
    price: blocked ? null : values.price,
    firstPrice: blocked ? null : values.firstPrice,
    firstInterval: values.firstInterval,
    nextInterval: values.nextInterval,
    setupFee: values.setupFee,
  };
}

/** Every field is written out: spreading objects costs more than pricing the event. */
export function toLeg(slot: LegSlot, event: PreparedEvent): Leg {
  const { leg, role, source } = slot;
  const { outcome, selection } = leg;
  const isRated = outcome === 'rated';
  const isSelected = source !== null && outcome !== 'no_rate' && outcome !== 'no_plan';
  const section = isSelected ? selection.section! : null;
  const decimals = isRated ? leg.table.decimals : 0;
  const safe = leg.wide === null && Number.isSafeInteger(leg.net + leg.tax);
  const net = safe || leg.wide === null ? leg.net : leg.wideNet;
  const tax = safe || leg.wide === null ? leg.tax : leg.wideTax;
  const gross = safe ? leg.net + leg.tax : BigInt(net) + BigInt(tax);
  return {
    role,
    account: slot.accountName,
    outcome,
    reason: leg.reason,
    ratingPlan: source === null ? null : source.planName,
    rateTable: section === null ? null : selection.holder!.name,
    code: section === null ? null : readDigits(event.to, selection.codeLength),
    codeName: section === null ? null : section.names.text(section.rows.name(selection.row)),
    rate: section === null ? null : rateUsed(section, selection.row),
    billedVolume: isRated ? volumeNumber(leg.billedVolume, event.service) : null,
    amount: isRated ? formatScaled(leg.wide ?? leg.amount, decimals) : null,
    net: isRated ? formatScaled(net, decimals) : null,
    tax: isRated ? formatScaled(tax, decimals) : null,
    gross: isRated ? formatScaled(gross, decimals) : null,
    currency: isRated ? leg.table.currency : null,
  };
}

export function toRatedEvent(
  id: string | undefined,
  number: string,
  pricer: EventPricer,
  event: PreparedEvent,
): RatedEvent {
  const legs: Leg[] = [];
  let result: Leg | null = null;
  for (let i = 0; i < pricer.legCount; i += 1) {
    const leg = toLeg(pricer.slot(i), event);
    if (pricer.slot(i) === pricer.result) result = leg;
    legs.push(leg);
  }
  const own = result!;
  const { margin } = pricer;
  return {
    role: own.role,
    account: own.account,
    outcome: own.outcome,
    reason: own.outcome === 'rated' ? pricer.reported : own.reason,
    ratingPlan: own.ratingPlan,
    rateTable: own.rateTable,
    code: own.code,
    codeName: own.codeName,
    rate: own.rate,
    billedVolume: own.billedVolume,
    amount: own.amount,
    net: own.net,
    tax: own.tax,
    gross: own.gross,
    currency: own.currency,
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
