/**
 * One leg: an event priced for one party by one plan or table.
 *
 * Gives the leg as reported together with the exact net, so that a margin needs no parsing.
 */

import type { Book, RateTable } from '../../src/book/book.js';
import type { Leg, LegRole, RateUsed } from '../../src/event/event.js';
import { type Fraction, parseDecimal, toDecimal } from './fraction.js';
import {
  amountsOf,
  chargeOf,
  resolveTerms,
  roundDuration,
  type Terms,
} from './reference-charge.js';
import {
  type Candidate,
  type HeldRate,
  type Query,
  type Source,
  select,
  serviceOf,
} from './reference-selection.js';
import { formatInstant, requireInstant } from './reference-time.js';

/** More changes of price than this inside one event are refused. */
const CUTS_MAX = 10_000;

export interface Party {
  readonly role: LegRole;
  readonly account: string | null;
  readonly source: Source;
}

export const EMPTY_LEG = {
  reason: null,
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

class TooManyCuts extends Error {}

/** The rate's own name, else that of the longest code of its table's deck that leads its code. */
function codeNameOf(book: Book, held: HeldRate): string | null {
  if (held.rate.name !== undefined) return held.rate.name;
  const deck = (book.codeDecks ?? []).find((each) => each.name === held.table.codeDeck);
  let best: { code: string; name: string } | null = null;
  for (const entry of deck?.codes ?? []) {
    if (!held.rate.code.startsWith(entry.code)) continue;
    if (best === null || entry.code.length > best.code.length) best = entry;
  }
  return best === null ? null : best.name;
}

function canonical(money: string): string {
  return toDecimal(parseDecimal(money));
}

function rateUsed(held: HeldRate): RateUsed {
  const { rate, table, index } = held;
  const defaults = table.defaults ?? {};
  const blocked = rate.blocked === true;
  const price = blocked ? undefined : (rate.price ?? defaults.price);
  const firstPrice = blocked ? undefined : (rate.firstPrice ?? defaults.firstPrice ?? price);
  const nextInterval = rate.nextInterval ?? defaults.nextInterval ?? 1;
  const instant = (text: string | undefined) =>
    text === undefined ? null : formatInstant(requireInstant(text));
  return {
    index,
    effectiveFrom: instant(rate.effectiveFrom),
    effectiveTo: instant(rate.effectiveTo),
    price: price === undefined ? null : canonical(price),
    firstPrice: firstPrice === undefined ? null : canonical(firstPrice),
    firstInterval: rate.firstInterval ?? defaults.firstInterval ?? nextInterval,
    nextInterval,
    setupFee: canonical(rate.setupFee ?? defaults.setupFee ?? '0'),
  };
}

function isSplit(source: Source, assigned: RateTable, query: Query): boolean {
  if (query.service !== 'voice') return false;
  return (source.plan?.timeBasis ?? assigned.timeBasis ?? 'start') === 'split';
}

function termsOf(held: HeldRate): Terms {
  return resolveTerms(held.rate, held.table, serviceOf(held));
}

/**
 * Asks again at each interval; where nothing is to be had the rate before goes on. Counted as a cut
 * is a change of the winner, the fewest that can be counted.
 */
function splitTerms(book: Book, source: Source, query: Query, start: Candidate) {
  let current: Candidate = start;
  let cuts = 0;
  return (positionMilli: bigint): Terms => {
    const atMs = query.atMs + Number(positionMilli);
    const selection = select(book, source, { ...query, atMs });
    if ('winner' in selection && selection.winner.rate.blocked !== true) {
      if (selection.winner.rate !== current.rate) cuts += 1;
      if (cuts > CUTS_MAX) throw new TooManyCuts();
      current = selection.winner;
    }
    return termsOf(current);
  };
}

export interface PricedLeg {
  readonly leg: Leg;
  /** Null unless rated. */
  readonly net: Fraction | null;
}

export function priceLeg(book: Book, party: Party, query: Query, volumeMilli: bigint): PricedLeg {
  const { source } = party;
  const head = {
    ...EMPTY_LEG,
    role: party.role,
    account: party.account,
    ratingPlan: source.plan?.name ?? null,
  };
  const selection = select(book, source, query);
  if ('miss' in selection) {
    return { leg: { ...head, outcome: 'no_rate', reason: selection.miss }, net: null };
  }
  const { winner } = selection;
  const { assigned } = winner;
  const found = {
    ...head,
    rateTable: winner.table.name,
    code: winner.rate.code,
    codeName: codeNameOf(book, winner),
    rate: rateUsed(winner),
  };
  if (winner.rate.blocked === true) return { leg: { ...found, outcome: 'blocked' }, net: null };
  const rounding = assigned.durationRounding ?? 'up';
  const rounded = query.service === 'voice' ? roundDuration(volumeMilli, rounding) : volumeMilli;
  const termsAt = isSplit(source, assigned, query)
    ? splitTerms(book, source, query, winner)
    : undefined;
  try {
    const charge = chargeOf(termsOf(winner), rounded, termsAt);
    const amounts = amountsOf(charge.total, assigned);
    const leg: Leg = {
      ...found,
      outcome: 'rated',
      billedVolume: Number(charge.billedMilli) / 1000,
      amount: toDecimal(amounts.amount),
      net: toDecimal(amounts.net),
      tax: toDecimal(amounts.tax),
      gross: toDecimal(amounts.gross),
      currency: winner.table.currency ?? 'USD',
    };
    return { leg, net: amounts.net };
  } catch (error) {
    if (!(error instanceof TooManyCuts)) throw error;
    const reason = `more than ${CUTS_MAX} changes of price in one event: shorten the event`;
    return { leg: { ...found, outcome: 'invalid_event', reason }, net: null };
  }
}
