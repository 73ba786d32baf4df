/**
 * Which rate applies (rating rules, sections 2, 3 and 8): every rate is looked at every time.
 *
 * A table stands for a plan of one entry without a timing, so that one comparison serves both.
 */

import type { Book, Rate, RateTable, RatingPlan, TimeProfile } from '../../src/book/book.js';
import type { NoRateReason } from '../../src/event/event.js';
import type { Service } from '../../src/values/scalars.js';
import { profileContains, profileMinutes, requireInstant } from './reference-time.js';

/** What an event asks of the rates. */
export interface Query {
  readonly service: Service;
  readonly number: string;
  readonly caller: string | null;
  readonly tag: string | undefined;
  readonly atMs: number;
}

/** A rate with the table that holds it, and how far above the assigned table that is. */
export interface HeldRate {
  readonly table: RateTable;
  readonly assigned: RateTable;
  readonly depth: number;
  readonly index: number;
  readonly rate: Rate;
}

export interface Entry {
  readonly table: RateTable;
  readonly weight: number;
  readonly timing: TimeProfile | null;
  readonly position: number;
}

export interface Candidate extends HeldRate {
  readonly entry: Entry;
}

/** What prices a leg: the entries of a plan, or a table alone. */
export interface Source {
  readonly plan: RatingPlan | null;
  readonly precedence: 'weight' | 'prefix';
  readonly entries: readonly Entry[];
}

export type Selection = { readonly winner: Candidate } | { readonly miss: NoRateReason };

function tableNamed(book: Book, name: string): RateTable {
  const table = (book.rateTables ?? []).find((each) => each.name === name);
  if (table === undefined) throw new RangeError(`no rate table ${JSON.stringify(name)}`);
  return table;
}

function profileNamed(book: Book, name: string): TimeProfile {
  const profile = (book.timeProfiles ?? []).find((each) => each.name === name);
  if (profile === undefined) throw new RangeError(`no time profile ${JSON.stringify(name)}`);
  return profile;
}

export function sourceOfTable(book: Book, name: string): Source {
  const entry: Entry = { table: tableNamed(book, name), weight: 10, timing: null, position: 0 };
  return { plan: null, precedence: 'weight', entries: [entry] };
}

export function sourceOfPlan(book: Book, name: string): Source {
  const plan = (book.ratingPlans ?? []).find((each) => each.name === name);
  if (plan === undefined) throw new RangeError(`no rating plan ${JSON.stringify(name)}`);
  const entries = plan.entries.map((entry, position) => ({
    table: tableNamed(book, entry.rateTable),
    weight: entry.weight ?? 10,
    timing: entry.timing === undefined ? null : profileNamed(book, entry.timing),
    position,
  }));
  return { plan, precedence: plan.precedence ?? 'weight', entries };
}

/** The rates of a table, then those of its parent, and so on upwards. */
function heldRates(book: Book, assigned: RateTable): HeldRate[] {
  const held: HeldRate[] = [];
  let table: RateTable | null = assigned;
  for (let depth = 0; table !== null; depth += 1) {
    const holder: RateTable = table;
    (holder.rates ?? []).forEach((rate, index) => {
      held.push({ table: holder, assigned, depth, index, rate });
    });
    table = holder.parent === undefined ? null : tableNamed(book, holder.parent);
  }
  return held;
}

export function serviceOf(held: { table: RateTable; rate: Rate }): Service {
  return held.rate.service ?? held.table.service ?? 'voice';
}

/** Null without a range; an end that is left out is open: 1 and 32. */
function lengthRange(rate: Rate): { min: number; max: number } | null {
  if (rate.numberLength === undefined) return null;
  return { min: rate.numberLength.min ?? 1, max: rate.numberLength.max ?? 32 };
}

function identity(held: HeldRate): string {
  const { rate } = held;
  const range = lengthRange(rate);
  return JSON.stringify([
    serviceOf(held),
    rate.code,
    rate.sourceCode ?? null,
    range,
    rate.timeProfile ?? null,
    rate.tag ?? null,
  ]);
}

function startsAtMs(rate: Rate): number {
  return rate.effectiveFrom === undefined ? -Infinity : requireInstant(rate.effectiveFrom);
}

function endsAtMs(rate: Rate): number {
  return rate.effectiveTo === undefined ? Infinity : requireInstant(rate.effectiveTo);
}

const CHECKS = [
  'stashed',
  'source_code',
  'number_length',
  'tag',
  'not_yet_effective',
  'expired',
  'time_profile',
] as const;

type Verdict = { readonly inForce: HeldRate } | { readonly failed: (typeof CHECKS)[number] };

/** One identity of one table: its version in force, or the first check that it fails. */
function judge(book: Book, versions: readonly HeldRate[], query: Query): Verdict {
  const active = versions.filter(({ rate }) => rate.stashed !== true);
  if (active.length === 0) return { failed: 'stashed' };
  const { rate } = active[0]!;
  if (rate.sourceCode !== undefined) {
    if (query.caller === null || !query.caller.startsWith(rate.sourceCode)) {
      return { failed: 'source_code' };
    }
  }
  const range = lengthRange(rate);
  const digits = query.number.length;
  if (range !== null && (digits < range.min || digits > range.max)) {
    return { failed: 'number_length' };
  }
  if (rate.tag !== undefined && rate.tag !== query.tag) return { failed: 'tag' };
  let latest: HeldRate | null = null;
  for (const version of active) {
    if (startsAtMs(version.rate) > query.atMs) continue;
    if (latest === null || startsAtMs(version.rate) > startsAtMs(latest.rate)) latest = version;
  }
  if (latest === null) return { failed: 'not_yet_effective' };
  if (endsAtMs(latest.rate) <= query.atMs) return { failed: 'expired' };
  if (rate.timeProfile !== undefined) {
    const profile = profileNamed(book, rate.timeProfile);
    if (!profileContains(profile, query.atMs)) return { failed: 'time_profile' };
  }
  return { inForce: latest };
}

/** Identities of one entry whose code and service fit, each with all its versions. */
function identitiesOf(book: Book, entry: Entry, query: Query): HeldRate[][] {
  const groups = new Map<string, HeldRate[]>();
  for (const held of heldRates(book, entry.table)) {
    if (serviceOf(held) !== query.service) continue;
    if (!query.number.startsWith(held.rate.code)) continue;
    const key = `${held.depth} ${identity(held)}`;
    groups.set(key, [...(groups.get(key) ?? []), held]);
  }
  return [...groups.values()];
}

function width(rate: Rate): number {
  const range = lengthRange(rate);
  return range === null ? Infinity : range.max - range.min;
}

function minutes(book: Book, name: string | undefined): number {
  return name === undefined ? Infinity : profileMinutes(profileNamed(book, name));
}

function descending(a: number, b: number): number {
  return a === b ? 0 : a > b ? -1 : 1;
}

function ascending(a: number, b: number): number {
  return descending(b, a);
}

function byName(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Negative when `a` goes before `b` by the eight rules of section 2. */
function compareRates(book: Book, a: HeldRate, b: HeldRate): number {
  const x = a.rate;
  const y = b.rate;
  return (
    descending(x.code.length, y.code.length) ||
    ascending(width(x), width(y)) ||
    descending((x.sourceCode ?? '').length, (y.sourceCode ?? '').length) ||
    descending(x.tag === undefined ? 0 : 1, y.tag === undefined ? 0 : 1) ||
    ascending(minutes(book, x.timeProfile), minutes(book, y.timeProfile)) ||
    ascending(a.depth, b.depth) ||
    descending(x.blocked === true ? 1 : 0, y.blocked === true ? 1 : 0) ||
    descending(startsAtMs(x), startsAtMs(y)) ||
    ascending(lengthRange(x)?.min ?? 0, lengthRange(y)?.min ?? 0) ||
    byName(x.timeProfile ?? '', y.timeProfile ?? '')
  );
}

/** Fewer minutes of the week first; no timing counts as the whole week and comes last. */
function compareTimings(a: Entry, b: Entry): number {
  const minutesOf = (entry: Entry) =>
    entry.timing === null ? Infinity : profileMinutes(entry.timing);
  return ascending(minutesOf(a), minutesOf(b));
}

function compareCandidates(book: Book, source: Source, a: Candidate, b: Candidate): number {
  const weights = descending(a.entry.weight, b.entry.weight);
  const codes = descending(a.rate.code.length, b.rate.code.length);
  return (
    (source.precedence === 'prefix' ? codes || weights : weights) ||
    compareRates(book, a, b) ||
    compareTimings(a.entry, b.entry) ||
    ascending(a.entry.position, b.entry.position)
  );
}

export function select(book: Book, source: Source, query: Query): Selection {
  let winner: Candidate | null = null;
  let missCode = -1;
  let missRank = -1;
  let takesPart = false;
  for (const entry of source.entries) {
    if (entry.timing !== null && !profileContains(entry.timing, query.atMs)) continue;
    takesPart = true;
    for (const versions of identitiesOf(book, entry, query)) {
      const verdict = judge(book, versions, query);
      if ('inForce' in verdict) {
        const candidate: Candidate = { ...verdict.inForce, entry };
        if (winner === null || compareCandidates(book, source, candidate, winner) < 0) {
          winner = candidate;
        }
        continue;
      }
      const codeLength = versions[0]!.rate.code.length;
      const rank = CHECKS.indexOf(verdict.failed);
      if (codeLength > missCode || (codeLength === missCode && rank > missRank)) {
        missCode = codeLength;
        missRank = rank;
      }
    }
  }
  if (winner !== null) return { winner };
  if (!takesPart) return { miss: 'time_profile' };
  return { miss: CHECKS[missRank] ?? 'no_code' };
}
