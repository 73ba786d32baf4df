/**
 * What a special rate does to the versions of one code: the one place that decides it, without a
 * database.
 *
 * An older version never comes back by itself when a later one ends. So a special rate that ends is
 * followed by a copy of the ordinary version that is in force at that instant without it; and
 * ordinary versions that begin while it holds, which would put it out of force, are stashed. When it
 * goes or moves, copies are dropped and stashed versions come back: the ordinary price is always as if
 * the special rate had never been, outside its own time.
 *
 * In a table by which calls were rated, nothing that began before now is touched, but that its end
 * may move to now or later.
 */

import { isSameChargeRow, isSameValue } from '../charge/same-value.js';
import { contentColumns, type RateContent, type StoredRate } from '../stored-rates/record.js';

export interface CodeState {
  /** Versions of the identity that are not stashed, oldest first. */
  readonly versions: readonly StoredRate[];
  /** Ordinary versions that this special rate has stashed. */
  readonly putAside: readonly StoredRate[];
  /** Ordinary versions that other special rates have stashed: what follows them is told by these. */
  readonly putAsideByOthers: readonly StoredRate[];
  /** Ids of the ordinary versions that this special rate wrote to follow its end. */
  readonly copyIds: ReadonlySet<string>;
}

export interface PlanTime {
  readonly now: string;
  /** Calls were rated by the table: what began before now stays. */
  readonly isUsed: boolean;
}

export interface CodePlan {
  readonly deleted: readonly string[];
  /** Ordinary versions to be stashed. */
  readonly stashed: readonly StoredRate[];
  /** Own versions, as they shall be. */
  readonly corrected: readonly StoredRate[];
  /** Versions that it had stashed. */
  readonly returned: readonly StoredRate[];
  readonly added: readonly RateContent[];
}

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Before and after every instant, which are ISO texts. */
const ALWAYS = '';
const NEVER = '~';

const beginOf = (rate: RateContent): string => rate.effectiveFrom ?? ALWAYS;
const endOf = (rate: RateContent): string => rate.effectiveTo ?? NEVER;

const isSamePrice = (one: RateContent, other: RateContent): boolean =>
  one.blocked === other.blocked && isSameChargeRow(one, other);

/** Equal but for the name, which follows the code deck. */
const isSameContent = (one: RateContent, other: RateContent): boolean =>
  contentColumns.every(
    ({ field }) => field === 'nameId' || isSameValue(field, one[field], other[field]),
  );

/** The version in force at an instant; undefined: none, or it has ended. */
function inForceAt<Version extends RateContent>(
  versions: readonly Version[],
  at: string,
): Version | undefined {
  let found: Version | undefined;
  for (const version of versions) {
    if (beginOf(version) > at) continue;
    if (found === undefined || beginOf(version) >= beginOf(found)) found = version;
  }
  return found !== undefined && endOf(found) > at ? found : undefined;
}

/** Until when a version really holds: a later one that is not the special rate's own ends it. */
function lastsTo(version: StoredRate, versions: readonly StoredRate[], ownId: string): string {
  const next = versions.find(
    (other) => beginOf(other) > beginOf(version) && other.specialRateId !== ownId,
  );
  const begun = next === undefined ? NEVER : beginOf(next);
  return begun < endOf(version) ? begun : endOf(version);
}

/** A version of another special rate that would hold at the same time as `wanted`. */
export function findOverlap(
  { versions }: CodeState,
  wanted: RateContent,
  { now, isUsed }: PlanTime,
): StoredRate | undefined {
  const ownId = wanted.specialRateId!;
  const from = isUsed && beginOf(wanted) < now ? now : beginOf(wanted);
  return versions.find(
    (version) =>
      version.specialRateId !== null &&
      version.specialRateId !== ownId &&
      beginOf(version) < endOf(wanted) &&
      lastsTo(version, versions, ownId) > from,
  );
}

interface OwnPlan {
  /** When the special rate holds for this code from now on; null: not at all. */
  readonly span: Span | null;
  readonly deleted: readonly string[];
  readonly corrected: readonly StoredRate[];
  readonly added: readonly RateContent[];
}

function planOwn(
  versions: readonly StoredRate[],
  own: readonly StoredRate[],
  wanted: RateContent | null,
  { now, isUsed }: PlanTime,
): OwnPlan {
  const isPast = (rate: RateContent): boolean => isUsed && beginOf(rate) < now;
  const open = own.filter((version) => !isPast(version));
  const last = own.findLast(isPast);
  const holds = last !== undefined && last === versions.findLast(isPast) && endOf(last) > now;
  const deleted = open.map(({ id }) => id);
  if (wanted === null) {
    if (!holds) return { span: null, deleted, corrected: [], added: [] };
    const span = { from: beginOf(last), to: now };
    return { span, deleted, corrected: [{ ...last, effectiveTo: now }], added: [] };
  }
  if (holds && isSamePrice(last, wanted)) {
    const span = { from: beginOf(last), to: endOf(wanted) };
    const hasMoved = endOf(last) !== span.to;
    const corrected = hasMoved ? [{ ...last, effectiveTo: wanted.effectiveTo }] : [];
    return { span, deleted, corrected, added: [] };
  }
  const version = isPast(wanted) ? { ...wanted, effectiveFrom: now } : wanted;
  const span = { from: beginOf(version), to: endOf(version) };
  const [first, ...others] = open;
  if (first === undefined) return { span, deleted: [], corrected: [], added: [version] };
  // The name stays that of the stored one: it follows the deck by itself.
  const { nameId, nameIsOwn } = first;
  const after = { ...first, ...version, nameId, nameIsOwn };
  return {
    span,
    deleted: others.map(({ id }) => id),
    corrected: isSamePrice(first, after) && isSameSpan(first, after) ? [] : [after],
    added: [],
  };
}

const isSameSpan = (one: RateContent, other: RateContent): boolean =>
  beginOf(one) === beginOf(other) && endOf(one) === endOf(other);

const isWithin = (rate: RateContent, span: Span | null): boolean =>
  span !== null && beginOf(rate) >= span.from && beginOf(rate) < span.to;

/** `wanted` null: the special rate leaves the code. */
export function planCode(
  state: CodeState,
  ownId: string,
  wanted: RateContent | null,
  time: PlanTime,
): CodePlan {
  const { versions, putAside } = state;
  const isPast = (rate: RateContent): boolean => time.isUsed && beginOf(rate) < time.now;
  const own = versions.filter(({ specialRateId }) => specialRateId === ownId);
  const foreign = versions.filter((rate) => rate.specialRateId !== null && !own.includes(rate));
  const ordinary = versions.filter(({ specialRateId }) => specialRateId === null);
  const { span, deleted, corrected, added } = planOwn(versions, own, wanted, time);

  const { copies, others } = withoutCopies(ordinary, state, isPast);
  const stashed = others.filter((rate) => !isPast(rate) && isWithin(rate, span));
  const stays = others.filter((rate) => !stashed.includes(rate));
  const ownAfter = [
    ...own.filter(({ id }) => !deleted.includes(id) && corrected.every((rate) => rate.id !== id)),
    ...corrected,
    ...added,
  ];
  const standing: RateContent[] = [...stays, ...foreign, ...ownAfter];
  const isTaken = (at: string): boolean => standing.some((rate) => beginOf(rate) === at);
  const returned: StoredRate[] = [];
  for (const rate of putAside) {
    const special = foreign.some((it) => beginOf(it) < beginOf(rate) && endOf(it) > beginOf(rate));
    if (isPast(rate) || isWithin(rate, span) || special || isTaken(beginOf(rate))) continue;
    returned.push(rate);
    standing.push(rate);
  }

  // Those that stand come last: of two from the same instant they win.
  const timeline = [...state.putAsideByOthers, ...putAside, ...others];
  const kept = new Set<string>();
  const follow: RateContent[] = [];
  for (const end of endsOf(span, own, foreign)) {
    if (end === NEVER || (time.isUsed && end < time.now) || isTaken(end)) continue;
    const before = inForceAt(timeline, end);
    if (before === undefined) continue;
    const { id: _, version: __, rateTableId: ___, addedInId: ____, ...content } = before;
    const copy: RateContent = { ...content, effectiveFrom: end, stashed: false };
    const same = copies.find((rate) => isSameContent(rate, copy));
    if (same === undefined) follow.push(copy);
    else kept.add(same.id);
  }
  const dropped = copies.map(({ id }) => id).filter((id) => !kept.has(id));
  return {
    deleted: [...deleted, ...dropped],
    stashed: stashed.map((rate) => ({ ...rate, stashed: true })),
    corrected,
    returned: returned.map((rate) => ({ ...rate, stashed: false })),
    added: [...added, ...follow],
  };
}

/** A copy whose original is gone is all that is left of the ordinary price: not a copy any more. */
function withoutCopies(
  ordinary: readonly StoredRate[],
  { copyIds, putAside, putAsideByOthers }: CodeState,
  isPast: (rate: RateContent) => boolean,
): { copies: StoredRate[]; others: StoredRate[] } {
  const untouched = ordinary.filter(({ id }) => !copyIds.has(id));
  const originals = [...putAsideByOthers, ...putAside, ...untouched];
  const copies = ordinary.filter(
    (rate) =>
      copyIds.has(rate.id) && !isPast(rate) && inForceAt(originals, beginOf(rate)) !== undefined,
  );
  return { copies, others: ordinary.filter((rate) => !copies.includes(rate)) };
}

/** Where an ordinary version has to follow: at the own end, and at that of one before it. */
function endsOf(
  span: Span | null,
  own: readonly StoredRate[],
  foreign: readonly StoredRate[],
): Set<string> {
  const before = foreign.map(endOf).filter((end) => own.some((rate) => beginOf(rate) === end));
  return new Set([...(span === null ? [] : [span.to]), ...before]);
}
