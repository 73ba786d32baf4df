/** Random events for a generated book, biased towards the edges of its rates, times and volumes. */

import type { Book, Rate, Trunk } from '../src/book/book.js';
import type { RateOptions, RatingEvent } from '../src/event/event.js';
import type { Service } from '../src/values/scalars.js';
import { TAGS } from './generate-table.js';
import { generateInstant, isoOf } from './generate-time.js';
import { CURRENCIES, type GeneratedBook } from './generators.js';
import type { Random } from './random.js';

export interface GeneratedCall {
  readonly event: RatingEvent;
  readonly options: RateOptions;
}

type Parties = Pick<RatingEvent, 'plan' | 'table' | 'account' | 'trunk' | 'carrier' | 'device'>;

/** A rate that the event is aimed at: mostly one that what prices the event holds. */
function targetOf(random: Random, book: Book, parties: Parties): Target | null {
  const all = book.rateTables ?? [];
  const assigned = (book.assignments ?? []).filter(
    ({ account, trunk }) =>
      (account !== undefined && account === parties.account) ||
      (trunk !== undefined && trunk === parties.trunk),
  );
  const plans = [parties.plan, ...assigned.map(({ ratingPlan }) => ratingPlan)];
  const entries = (book.ratingPlans ?? [])
    .filter(({ name }) => plans.includes(name))
    .flatMap((plan) => plan.entries.map(({ rateTable }) => rateTable));
  const named = [parties.table, ...assigned.map(({ rateTable }) => rateTable), ...entries];
  const own = all.filter(({ name }) => named.includes(name));
  const tables = own.length > 0 && random.chance(85) ? own : all;
  const table = random.pick(tables);
  const rates = table.rates ?? [];
  if (rates.length === 0) return null;
  const rate = random.pick(rates);
  return { rate, service: rate.service ?? table.service ?? 'voice' };
}

interface Target {
  readonly rate: Rate;
  readonly service: Service;
}

function destination(
  random: Random,
  numbers: readonly string[],
  target: Target | null,
  trunk: Trunk | undefined,
): string {
  const aimed = target !== null && random.chance(80);
  const known = random.pick(numbers);
  const code = aimed ? target.rate.code : known.slice(0, random.between(1, 32));
  const rest = random.chance(50) && known.startsWith(code) ? known.slice(code.length) : '';
  const tail = random.chance(40) && rest !== '' ? rest : random.digits(random.between(0, 12));
  const number = (code + tail || '4').slice(0, 32);
  if (random.chance(1)) return random.pick(['', '+', 'anonymous', `${number}x`, random.digits(33)]);
  if (trunk !== undefined && random.chance(70)) {
    const prefix = random.chance(70) ? (trunk.techPrefix ?? '') : '';
    const rule = random.pick([{ strip: '' }, { strip: '+' }, ...(trunk.numberRules ?? [])]);
    return `${prefix}${rule.strip}${number}`;
  }
  return random.pick([
    number,
    number,
    number,
    `+${number}`,
    ` (${number.slice(0, 2)}) ${number.slice(2)}`,
    `${number.slice(0, 3)}-${number.slice(3)}/.`,
    `00${number.slice(0, 30)}`,
  ]);
}

function caller(random: Random, callers: readonly string[], target: Target | null): string {
  const aimed = target?.rate.sourceCode !== undefined && random.chance(80);
  const number = aimed
    ? target.rate.sourceCode + random.digits(random.between(0, 9))
    : random.pick(callers).slice(0, random.between(1, 14));
  return random.pick([number, number, number, `+${number}`, `00${number}`, 'anonymous']);
}

function isSplitBook(book: Book): boolean {
  return [...(book.rateTables ?? []), ...(book.ratingPlans ?? [])].some(
    ({ timeBasis }) => timeBasis === 'split',
  );
}

function hasTiers(book: Book): boolean {
  return (book.rateTables ?? []).some((table) =>
    [table.defaults, ...(table.rates ?? [])].some((each) => each?.tiers !== undefined),
  );
}

const VOICE = [0, 0.001, 0.4, 0.5, 0.999, 1, 1.5, 2, 5, 5.999, 6, 7.125, 8, 24.999, 25, 26, 30];
const LONGER = [30.001, 31, 33, 55, 59.5, 60, 60.4, 60.5, 61, 66, 90, 120, 121, 180.25, 300, 301];

function voiceVolume(random: Random, book: Book): number {
  // Events under `split` are walked interval by interval in the reference, so most stay short.
  const split = isSplitBook(book);
  const listed = [...VOICE, ...LONGER].filter((volume) => !split || volume <= 121);
  if (random.chance(80)) return random.pick(listed);
  if (split) return random.chance(90) ? random.between(0, 130_000) / 1000 : random.pick([301, 900]);
  if (random.chance(70)) return random.between(0, 900_000) / 1000;
  return hasTiers(book) ? 86_400 : random.pick([86_400, 1_000_000_000, 12_345_678.901]);
}

function dataVolume(random: Random, book: Book): number {
  const small = [0, 1, 1023, 1024, 1025, 1_048_575, 1_048_576, 1_048_577, 5_242_881];
  if (random.chance(70)) return random.pick(small);
  if (random.chance(70) || hasTiers(book)) return random.between(0, 300_000_000);
  return random.pick([1_099_511_627_776, 8_999_999_999_999]);
}

function volumeOf(random: Random, book: Book, service: Service): number | string {
  let volume: number;
  if (service === 'voice') volume = voiceVolume(random, book);
  else if (service === 'data') volume = dataVolume(random, book);
  else volume = random.pick([0, 1, 2, 3, 5, 6, 10, 11, 15, 16, 100, 999]);
  return random.chance(20) ? String(volume) : volume;
}

function names(list: readonly { readonly name: string }[] | undefined): string[] {
  return (list ?? []).map(({ name }) => name);
}

function partiesOf(random: Random, book: Book): Parties {
  const customers = (book.accounts ?? []).filter(({ kind }) => kind === 'customer');
  const others: Parties = {
    ...(random.chance(40) ? { carrier: random.pick(['carrier 1', 'carrier 2']) } : {}),
    ...(random.chance(30) ? { device: random.pick(['device 1', 'device 2']) } : {}),
  };
  const account = random.chance(60) ? 'payer' : random.pick(customers).name;
  const kind = random.between(0, 9);
  if (kind < 2) return { table: random.pick(names(book.rateTables)) };
  if (kind < 4) return { plan: random.pick(names(book.ratingPlans)) };
  if (kind < 5) return { account, table: random.pick(names(book.rateTables)), ...others };
  const trunk = random.pick(book.trunks ?? []);
  const isCarriers = trunk.account.startsWith('carrier');
  if (kind < 8) return { account, ...others };
  if (isCarriers) {
    const { carrier: _carrier, ...device } = others;
    return { ...(random.chance(80) ? { account } : {}), trunk: trunk.name, ...device };
  }
  return { trunk: trunk.name, ...(random.chance(50) ? { account: trunk.account } : {}), ...others };
}

function optionsOf(random: Random, book: Book): RateOptions {
  const currency = random.chance(30) ? { marginCurrency: random.pick(CURRENCIES) } : {};
  if (random.chance(85)) return currency;
  return random.pick<RateOptions>([
    { ...currency, plan: random.pick(names(book.ratingPlans)) },
    { ...currency, table: random.pick(names(book.rateTables)) },
    { ...currency, carrier: random.pick(['carrier 1', 'carrier 2']) },
  ]);
}

/** One thing about the event that cannot be, or hardly. */
function spoil(random: Random, book: Book, event: RatingEvent): RatingEvent {
  const { plan: _plan, table: _table, ...unpriced } = event;
  return random.pick<RatingEvent>([
    { ...event, volume: -1 },
    { ...event, volume: '1.2345' },
    { ...event, volume: 'ten' },
    { ...event, at: 'noon' },
    { ...event, at: '2026-02-30T00:00:00Z' },
    { ...event, account: 'nobody' },
    { ...unpriced, table: 'no table' },
    { ...unpriced, plan: 'no plan' },
    { ...event, trunk: 'no trunk' },
    { ...event, carrier: 'no carrier' },
    { ...event, device: 'no device' },
    { ...event, trunk: book.trunks![0]!.name },
    { ...event, carrier: 'carrier 2' },
  ]);
}

export function generateCall({ book, stock }: GeneratedBook): GeneratedCall {
  const { random } = stock;
  const atMs = generateInstant(random, stock.edges, book.timeProfiles ?? []);
  const parties = partiesOf(random, book);
  const options = optionsOf(random, book);
  const target = targetOf(random, book, parties);
  const service =
    target !== null && random.chance(97)
      ? target.service
      : random.pick(['voice', 'sms', 'data'] as const);
  const trunk = book.trunks?.find(({ name }) => name === parties.trunk);
  const tag = target?.rate.tag;
  const event: RatingEvent = {
    ...(random.chance(50) ? { id: `call ${random.between(1, 9)}` } : {}),
    to: destination(random, stock.numbers, target, trunk),
    ...(random.chance(70) ? { from: caller(random, stock.callers, target) } : {}),
    at: random.chance(50) ? atMs : isoOf(atMs),
    volume: volumeOf(random, book, service),
    ...(service === 'voice' && random.chance(70) ? {} : { service }),
    ...(tag !== undefined && random.chance(80) ? { tag } : {}),
    ...(tag === undefined && random.chance(30) ? { tag: random.pick([...TAGS, 'bronze']) } : {}),
    ...parties,
  };
  const passing = random.chance(5)
    ? { unknownNames: random.pick(['pass', 'refuse'] as const) }
    : {};
  const isSpoilt = random.chance('unknownNames' in passing ? 40 : 1);
  return {
    event: isSpoilt ? spoil(random, book, event) : event,
    options: { ...options, ...passing },
  };
}
