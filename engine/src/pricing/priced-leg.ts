/**
 * Prices a prepared event from one source: selection, duration rounding, charge, amount, tax. The
 * one rating function: library, explanation, batch and legs all come through `priceLeg`.
 */

import {
  billedVolumeOf,
  type Charged,
  type ChargePart,
  isFree,
  partsOf,
  roundTotal,
  setAmount,
  totalOf,
} from '../compiled/charge-parts.js';
import type { CompiledTable, PriceSource } from '../compiled/table.js';
import type { NoRateReason, Outcome } from '../event/event.js';
import type { PreparedEvent } from '../event/prepared-event.js';
import { roundVolume } from '../values/volume.js';
import { nearestMiss } from './miss.js';
import { Selection, selectRate } from './selection.js';
import { CUTS_MAX, splitParts } from './split.js';
import { applyTax, applyTaxSafe } from './tax.js';

/** The result of one leg; filled again and again. Amounts are integers at the table's decimals. */
export class PricedLeg implements Charged {
  outcome: Outcome = 'no_plan';
  reason: NoRateReason | string | null = null;
  readonly selection = new Selection();
  billedVolume = 0;
  amount = 0;
  net = 0;
  tax = 0;
  /** Set in place of the three above when one of them passes the safe integers. */
  wide: bigint | null = null;
  wideNet = 0n;
  wideTax = 0n;

  /** The assigned table, which says decimals, currency and tax; only after a selection. */
  get table(): CompiledTable {
    return this.selection.entry!.table;
  }
}

export function priceLeg(source: PriceSource, event: PreparedEvent, leg: PricedLeg): void {
  leg.wide = null;
  leg.reason = null;
  const { selection } = leg;
  if (!selectRate(source, event, event.atMs, selection)) {
    leg.outcome = 'no_rate';
    leg.reason = nearestMiss(source, event, event.atMs);
    return;
  }
  if (selection.isBlocked) {
    leg.outcome = 'blocked';
    return;
  }
  chargeSelected(source, event, leg);
}

function chargeSelected(source: PriceSource, event: PreparedEvent, leg: PricedLeg): void {
  const { table } = leg;
  const volume = roundVolume(event.volume, event.service, table.durationRounding);
  if (isSplit(source, table, event)) {
    const parts = chargeParts(source, event, leg.selection, volume);
    if (parts === null) {
      leg.outcome = 'invalid_event';
      leg.reason = `the call meets more than ${CUTS_MAX} price changes; check its volume`;
      return;
    }
    const section = leg.selection.section!;
    const terms = section.termsOf(leg.selection.row);
    // A free event has no parts and takes no fee either.
    if (isFree(terms, volume)) setAmount(leg, 0n, 0);
    else {
      const amount = roundTotal(totalOf(parts, terms), table.decimals, table.mode);
      setAmount(leg, amount, billedVolumeOf(parts));
    }
  } else {
    const { section, row } = leg.selection;
    const number = section!.rows.terms(row);
    section!.charges(table.decimals).charge(number, volume, table.mode, leg);
  }
  leg.outcome = 'rated';
  addTax(leg, table);
}

export function isSplit(source: PriceSource, table: CompiledTable, event: PreparedEvent): boolean {
  return event.service === 'voice' && (source.timeBasis ?? table.timeBasis) === 'split';
}

/** The intervals that make up the charge, for a volume already rounded; null past the cuts. */
export function chargeParts(
  source: PriceSource,
  event: PreparedEvent,
  selection: Selection,
  volume: number,
): ChargePart[] | null {
  const section = selection.section!;
  const terms = section.termsOf(selection.row);
  if (isFree(terms, volume)) return [];
  if (isSplit(source, selection.entry!.table, event)) {
    return splitParts(source, event, selection, volume);
  }
  return partsOf(terms, section.unit, volume);
}

function addTax(leg: PricedLeg, table: CompiledTable): void {
  if (table.tax.rate.digits === 0n && leg.wide === null) {
    leg.net = leg.amount;
    leg.tax = 0;
    return;
  }
  const safe = applyTaxSafe(leg, table.tax, table.mode);
  if (safe !== null) {
    leg.net = safe.net;
    leg.tax = safe.tax;
    return;
  }
  const amount = leg.wide ?? BigInt(leg.amount);
  const { net, tax } = applyTax(amount, table.tax, table.mode);
  leg.wide = amount;
  leg.wideNet = net;
  leg.wideTax = tax;
}
