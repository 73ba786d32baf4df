/**
 * What the cells of a row mean together: the date it holds from, whether it ends a rate instead of
 * setting one, and what is missing or contradicts.
 */

import { type DecimalString, formatInstant, parseInstant } from '@ratedeck/engine';
import { columnLabel } from '../deck/column-label.js';
import type { Column, PriceDirection } from '../deck/deck.js';
import { timesScale } from '../values/scales.js';
import type { RowUnit } from '../values/unit-words.js';
import type { PeakProfiles } from './peak-profiles.js';
import type { RateDraft, RowDraft } from './row-draft.js';
import type { SheetLayout } from './sheet-layout.js';

export interface RowDefaults {
  /** For rows without a date of their own. */
  readonly effectiveFrom: string | null;
  /** For those of them that say what became of their price. */
  readonly effectiveByDirection: Readonly<Partial<Record<PriceDirection, string>>>;
  /** What `ASAP` means; null = as soon as it is applied, so without a date. */
  readonly now: string | null;
}

/** A price and the profile in which it holds; null: always. */
export interface RowPrice {
  readonly price: DecimalString | null;
  readonly timeProfile: string | null;
  readonly tag?: string;
}

/** ISO 8601 with a zone, or null when it is no instant. */
export function canonicalInstant(text: string): string | null {
  const instantMs = parseInstant(text);
  return instantMs === null ? null : formatInstant(instantMs);
}

export class RowFinish {
  readonly #layout: SheetLayout;
  readonly #defaults: RowDefaults;
  readonly #profiles: PeakProfiles;
  readonly #priceLabels: ReadonlySet<string>;

  constructor(layout: SheetLayout, defaults: RowDefaults, profiles: PeakProfiles) {
    this.#layout = layout;
    this.#defaults = defaults;
    this.#profiles = profiles;
    this.#priceLabels = new Set(layout.prices.map(columnLabel));
  }

  /** Completes the draft's rate; the prices say how many rates each code gets. */
  finish(draft: RowDraft): readonly RowPrice[] {
    this.#joinLengths(draft);
    this.#checkAction(draft);
    this.#date(draft);
    this.#inactive(draft);
    if (draft.change !== 'set') {
      this.#end(draft);
      return ONE_RATE;
    }
    const { rate } = draft;
    if (rate.effectiveTo !== undefined && rate.effectiveFrom !== undefined) {
      this.#checkEnd(draft, rate.effectiveFrom, rate.effectiveTo);
    }
    if (draft.unit !== null) this.#perUnit(draft, draft.unit);
    const isPeak = draft.peakPrice !== null || draft.offPeakPrice !== null;
    this.#leastCharge(draft);
    if (isPeak) return this.#peakPrices(draft);
    const { intraPrice, indeterminatePrice } = draft;
    if (intraPrice !== null || indeterminatePrice !== null) return this.#jurisdictions(draft);
    if (this.#layout.isFeeAlone && rate.setupFee !== undefined) rate.price ??= '0';
    if (rate.price === undefined) this.#withoutPrice(draft);
    return ONE_RATE;
  }

  #joinLengths(draft: RowDraft): void {
    const { numberLengthMin: min, numberLengthMax: max } = draft;
    if (min === null && max === null) return;
    if (min !== null && max !== null && min > max) {
      const message = `ends at ${max} digits, before its begin at ${min}`;
      this.#fault(draft, 'numberLengthMax', String(max), 'length_backwards', message);
      return;
    }
    draft.rate.numberLength = {
      ...(min === null ? {} : { min }),
      ...(max === null ? {} : { max }),
    };
  }

  /** U finds its rate by the id and nothing else. */
  #checkAction(draft: RowDraft): void {
    if (draft.action !== 'U' || draft.id !== null) return;
    const message =
      'the action U updates by the id, which is missing; write it, or S for the action';
    this.#fault(draft, 'id', '', 'id_missing', message);
  }

  #date({ rate, isAsap, direction }: RowDraft): void {
    if (rate.effectiveFrom !== undefined) return;
    const { now, effectiveFrom, effectiveByDirection } = this.#defaults;
    const byDirection = direction === null ? undefined : effectiveByDirection[direction];
    const date = isAsap ? now : (byDirection ?? effectiveFrom);
    if (date !== null) rate.effectiveFrom = date;
  }

  #checkEnd(draft: RowDraft, from: string, to: string): void {
    if (parseInstant(to)! > parseInstant(from)!) return;
    const message = `must be after ${from}, from when the rate holds`;
    this.#fault(draft, 'effectiveTo', to, 'ends_before_start', message);
  }

  /** A closing says until when, at what price if it likes; a deletion says only what. */
  #end(draft: RowDraft): void {
    this.#forgetPriceFaults(draft);
    const { rate } = draft;
    if (draft.change === 'delete') {
      draft.rate = withoutPrices(rate);
      return;
    }
    const closesAt = rate.effectiveTo ?? rate.effectiveFrom ?? this.#defaults.now;
    delete rate.effectiveFrom;
    if (closesAt !== null) {
      rate.effectiveTo = closesAt;
      return;
    }
    const message = 'says that the code is closed, but not from when; write the date';
    this.#fault(draft, 'effectiveFrom', '', 'date_missing', message);
  }

  #peakPrices(draft: RowDraft): readonly RowPrice[] {
    const { peakPrice, offPeakPrice } = draft;
    for (const [field, price] of [
      ['peakPrice', peakPrice],
      ['offPeakPrice', offPeakPrice],
    ] as const) {
      const message = 'there is a price for the other hours only; write both';
      if (price === null) this.#fault(draft, field, '', 'price_missing', message);
    }
    delete draft.rate.price;
    return [
      { price: peakPrice, timeProfile: this.#profiles.peak.name },
      { price: offPeakPrice, timeProfile: this.#profiles.offPeak.name },
    ];
  }

  /** The price of a second to that of a minute; the price of a call is its fee. */
  #perUnit(draft: RowDraft, { per, factor }: RowUnit): void {
    const { rate } = draft;
    if (per === 'message') rate.service ??= 'sms';
    if (per === 'call' && rate.price !== undefined) {
      if (rate.setupFee !== undefined && !/^0*(?:\.0*)?$/.test(rate.setupFee)) {
        const message = 'is the price of a call, and there is a fee of each call; keep one of them';
        this.#fault(draft, 'priceUnit', 'call', 'two_fees', message);
      }
      rate.setupFee = rate.price;
      rate.price = '0';
    }
    if (per !== 'time' || factor === '1') return;
    const perMinute = (price: string): string => timesScale(price, factor);
    if (rate.price !== undefined) rate.price = perMinute(rate.price);
    if (rate.firstPrice !== undefined) rate.firstPrice = perMinute(rate.firstPrice);
    for (const field of TIMED_PRICES) {
      const price = draft[field];
      if (price !== null) draft[field] = perMinute(price);
    }
  }

  /** What the deck says is not in use: refused, ended or sold, as was said or guessed. */
  #inactive(draft: RowDraft): void {
    if (!draft.isInactive) return;
    const { inactive } = this.#layout.recognition;
    if (inactive === 'close')
      draft.change = draft.rate.effectiveFrom === undefined ? 'delete' : 'close';
    else if (inactive !== 'rate') draft.rate.blocked = true;
  }

  /** The least that a call costs is a fee that the minutes are set against. */
  #leastCharge(draft: RowDraft): void {
    const { rate, minCharge } = draft;
    if (minCharge === null || /^0*(?:\.0*)?$/.test(minCharge)) return;
    if (rate.setupFee === undefined || /^0*(?:\.0*)?$/.test(rate.setupFee)) {
      rate.setupFee = minCharge;
      rate.setupFeeMode = 'minimum';
      return;
    }
    const message = `a least charge of ${minCharge} beside a fee of ${rate.setupFee}; keep one of them`;
    this.#fault(draft, 'minCharge', minCharge, 'two_fees', message);
  }

  /** A tag for each jurisdiction where that is wanted, else the price between states. */
  #jurisdictions(draft: RowDraft): readonly RowPrice[] {
    const { rate, intraPrice, indeterminatePrice } = draft;
    if (this.#layout.recognition.jurisdiction !== 'tags') {
      rate.price ??= indeterminatePrice ?? intraPrice ?? undefined!;
      return ONE_RATE;
    }
    const { price } = rate;
    delete rate.price;
    return [
      { price: price ?? null, tag: 'inter' },
      { price: intraPrice, tag: 'intra' },
      { price: indeterminatePrice, tag: 'indeterminate' },
    ]
      .filter((one) => one.price !== null)
      .map((one) => ({ ...one, timeProfile: null }));
  }

  #withoutPrice(draft: RowDraft): void {
    if (draft.rate.blocked === true) {
      this.#forgetPriceFaults(draft);
      return;
    }
    // What stands there was no price: that is said already.
    if (draft.faults.some(({ column }) => this.#priceLabels.has(column))) return;
    const column = this.#layout.prices[0];
    const label = column === undefined ? 'price' : columnLabel(column);
    const message = 'the price is missing: write it, or 0 where calls are free';
    draft.addFault(label, draft.noPrice, 'price_missing', message);
  }

  #forgetPriceFaults(draft: RowDraft): void {
    if (draft.faults.length === 0) return;
    draft.faults = draft.faults.filter(({ column }) => !this.#priceLabels.has(column));
  }

  #fault(draft: RowDraft, field: Column['field'], value: string, code: string, why: string): void {
    const column = field === null ? undefined : this.#layout.byField.get(field);
    draft.addFault(column === undefined ? (field ?? '') : columnLabel(column), value, code, why);
  }
}

const TIMED_PRICES = ['peakPrice', 'offPeakPrice', 'intraPrice', 'indeterminatePrice'] as const;
const ONE_RATE: readonly RowPrice[] = [{ price: null, timeProfile: null }];

function withoutPrices(rate: RateDraft): RateDraft {
  const { code, name, service, sourceCode, numberLength, timeProfile, tag, effectiveFrom } = rate;
  return {
    code,
    ...(name === undefined ? {} : { name }),
    ...(service === undefined ? {} : { service }),
    ...(sourceCode === undefined ? {} : { sourceCode }),
    ...(numberLength === undefined ? {} : { numberLength }),
    ...(timeProfile === undefined ? {} : { timeProfile }),
    ...(tag === undefined ? {} : { tag }),
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
  };
}
