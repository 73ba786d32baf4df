/**
 * What becomes of one rate: all rows of the file that name it, against all its versions. Pure; asks no
 * database and no clock.
 *
 * Rows that set come by date, so each is compared with what the one before leaves; then those that
 * close, then those that delete. What a special rate holds and what calls were rated by is left alone.
 */

import type { RateContent, StoredRate } from '../../tariffs/stored-rates/record.js';
import { changeKind, completed, isSameContent } from './alike.js';
import type { Deciding, Decision, DeckEntry, Reason } from './decided.js';
import { isBefore, isFixed, type Standing, Timeline } from './timeline.js';
import { withoutTwins } from './twins.js';

/** `entries` in the order of the file; `versions`: not stashed ones, the earliest first. */
export function decideRate(
  entries: readonly DeckEntry[],
  versions: readonly StoredRate[],
  deciding: Deciding,
): Decision[] {
  return new RateDecision(versions, deciding).of(entries);
}

export const nothing = (
  entry: DeckEntry | null,
  kind: Decision['kind'],
  reason: Reason | null,
  before: StoredRate | null = null,
): Decision => ({ kind, effect: 'none', entry, before, after: null, reason });

class RateDecision {
  readonly #timeline: Timeline;
  readonly #deciding: Deciding;
  #decisions: Decision[] = [];
  /** Versions that rows have decided on: nothing follows for these. */
  readonly #touched = new Set<string>();
  /** Begin of the first row that sets; null: always, undefined: none does. */
  #firstSet: string | null | undefined;

  constructor(versions: readonly StoredRate[], deciding: Deciding) {
    this.#timeline = new Timeline(versions);
    this.#deciding = deciding;
  }

  of(entries: readonly DeckEntry[]): Decision[] {
    const sets = entries.filter(({ change }) => change === 'set');
    const { rest, decisions } = withoutTwins(this.#dated(sets), this.#deciding.policies.duplicates);
    for (const decision of decisions) this.#push(decision);
    for (const entry of rest) this.#set(entry);
    for (const entry of entries) if (entry.change === 'close') this.#close(entry);
    for (const entry of entries) if (entry.change === 'delete') this.#delete(entry);
    if (this.#firstSet !== undefined && this.#deciding.policies.futureVersions === 'stash') {
      this.#stashLater(this.#firstSet);
    }
    return this.#decisions;
  }

  /**
   * With the policy for past dates. Of several rows that would begin now, the latest is what holds; a
   * row that says what holds now needs no date at all.
   */
  #dated(entries: readonly DeckEntry[]): DeckEntry[] {
    const { now, policies } = this.#deciding;
    if (policies.pastDates !== 'now') return [...entries];
    const past = entries.filter((entry) => isBefore(entry.content.effectiveFrom, now));
    const latest = past.reduce<DeckEntry | null>((last, entry) => {
      const isEarlier =
        last !== null && isBefore(entry.content.effectiveFrom, last.content.effectiveFrom);
      return isEarlier ? last : entry;
    }, null);
    return entries.filter((entry) => {
      const isSuperseded =
        isBefore(entry.content.effectiveFrom, latest?.content.effectiveFrom ?? null) &&
        isBefore(entry.content.effectiveFrom, now);
      if (isSuperseded) this.#decisions.push(nothing(entry, 'skipped', 'superseded'));
      return !isSuperseded;
    });
  }

  #set(entry: DeckEntry): void {
    const { content } = entry;
    const { now, policies } = this.#deciding;
    const begin = content.effectiveFrom;
    if (this.#firstSet === undefined) this.#firstSet = begin;
    const isPast = isBefore(begin, now);
    if (isPast && this.#says(content, this.#timeline.inForce(now))) {
      this.#unchanged(entry, this.#timeline.inForce(now)!);
    } else if (isPast && policies.pastDates === 'now') {
      this.#setAt({ ...entry, content: { ...content, effectiveFrom: now } });
    } else {
      this.#setAt(entry);
    }
  }

  /** Whether a version says all of it already, but for when it began. */
  #says(content: RateContent, standing: Standing | null): boolean {
    if (standing === null || standing.stored?.specialRateId != null) return false;
    const after = completed(content, standing.content, this.#deciding.notSaid);
    return (
      isSameContent(after, standing.content) && after.effectiveTo === standing.content.effectiveTo
    );
  }

  #setAt(entry: DeckEntry): void {
    const { content } = entry;
    const begin = content.effectiveFrom;
    if (content.effectiveTo !== null && !isBefore(begin, content.effectiveTo)) {
      this.#push(nothing(entry, 'rejected', 'ends_before_start'));
      return;
    }
    const here = this.#timeline.startingAt(begin);
    if (here !== null) this.#correct(entry, here);
    else this.#add(entry);
  }

  /** A version that begins at that very instant is what the row is about. */
  #correct(entry: DeckEntry, here: Standing): void {
    const { stored } = here;
    // A row that begins now, and one of the past that is to begin now.
    if (stored === null || this.#touched.has(stored.id)) {
      this.#push(nothing(entry, 'skipped', 'another_row_counts'));
      return;
    }
    this.#touched.add(stored.id);
    if (stored.specialRateId !== null) {
      this.#push(nothing(entry, 'special', 'special_rate', stored));
      return;
    }
    if (this.#says(entry.content, here)) {
      this.#push(nothing(entry, 'unchanged', null, stored));
      return;
    }
    if (this.#isRefusedPast(entry, stored)) return;
    const { defaultPrice, notSaid } = this.#deciding;
    const after = { ...completed(entry.content, stored, notSaid), notice: stored.notice };
    const kind = changeKind(after, stored, defaultPrice);
    this.#timeline.put({ content: after, stored });
    this.#push({ kind, effect: 'update', entry, before: stored, after, reason: null });
  }

  #add(entry: DeckEntry): void {
    const begin = entry.content.effectiveFrom;
    const { defaultPrice, notSaid, policies } = this.#deciding;
    if (this.#timeline.holdsSpecial(begin)) {
      const special = this.#timeline.inForce(begin)?.stored ?? null;
      this.#push(nothing(entry, 'special', 'special_rate', special));
      return;
    }
    const inForce = this.#timeline.inForce(begin);
    const isUnchanged = this.#says(entry.content, inForce);
    if (isUnchanged && policies.unchanged === 'skip') {
      this.#unchanged(entry, inForce!);
      return;
    }
    if (this.#isRefusedPast(entry, inForce?.stored ?? null)) return;
    const before = inForce?.content ?? null;
    const after = completed(entry.content, before, notSaid);
    const kind = isUnchanged ? 'unchanged' : changeKind(after, before, defaultPrice);
    this.#timeline.put({ content: after, stored: null });
    this.#push({
      kind,
      effect: 'add',
      entry,
      before: inForce?.stored ?? null,
      after,
      reason: null,
    });
  }

  #unchanged(entry: DeckEntry, { stored }: Standing): void {
    this.#push(nothing(entry, 'unchanged', null, stored));
  }

  #isRefusedPast(entry: DeckEntry, before: StoredRate | null): boolean {
    const { callsRated, now, policies } = this.#deciding;
    if (!isBefore(entry.content.effectiveFrom, now)) return false;
    if (policies.pastDates === 'reject') {
      this.#push(nothing(entry, 'rejected', 'past_date', before));
      return true;
    }
    if (!callsRated) return false;
    this.#push(nothing(entry, 'past', 'already_rated', before));
    return true;
  }

  #close(entry: DeckEntry): void {
    const { callsRated, now, policies } = this.#deciding;
    const given = entry.content.effectiveTo!;
    const isPast = isBefore(given, now);
    const at = isPast && policies.pastDates === 'now' ? now : given;
    const standing = this.#timeline.before(at);
    if (standing === null) {
      this.#push(nothing(entry, 'skipped', 'nothing_to_close'));
      return;
    }
    const { stored } = standing;
    const end = standing.content.effectiveTo;
    if (stored?.specialRateId != null)
      this.#push(nothing(entry, 'special', 'special_rate', stored));
    else if (end !== null && !isBefore(at, end))
      this.#push(nothing(entry, 'unchanged', null, stored));
    else if (isPast && policies.pastDates === 'reject') {
      this.#push(nothing(entry, 'rejected', 'past_date', stored));
    } else if (isBefore(at, now) && callsRated) {
      this.#push(nothing(entry, 'past', 'already_rated', stored));
    } else this.#end(entry, standing, at);
    if (policies.futureVersions === 'stash') this.#stashLater(at);
  }

  #end(entry: DeckEntry | null, { content, stored }: Standing, at: string): void {
    const after = { ...content, effectiveTo: at };
    this.#timeline.put({ content: after, stored });
    // What a row of the file adds or corrects ends as part of that.
    const place = this.#decisions.findIndex((decision) => decision.after === content);
    if (place >= 0) {
      this.#decisions[place] = { ...this.#decisions[place]!, after };
      this.#push(nothing(entry, 'closed', null, stored));
      return;
    }
    this.#touched.add(stored!.id);
    this.#push({ kind: 'closed', effect: 'update', entry, before: stored, after, reason: null });
  }

  /** Of what calls were rated by, nothing can be taken away: it ends. */
  #delete(entry: DeckEntry): void {
    const { now } = this.#deciding;
    const open = this.#timeline.versions.filter(({ id }) => !this.#touched.has(id));
    let named: DeckEntry | null = entry;
    for (const version of open) {
      if (version.specialRateId !== null) continue;
      if (!isFixed(version, this.#deciding)) {
        this.#touched.add(version.id);
        this.#push({ ...nothing(named, 'deleted', null, version), effect: 'delete' });
      } else if (version.effectiveTo === null || isBefore(now, version.effectiveTo)) {
        if (this.#timeline.inForce(now)?.stored?.id !== version.id) continue;
        this.#end(named, { content: version, stored: version }, now);
      } else continue;
      named = null;
    }
    if (named === null) return;
    const special = open.find(({ specialRateId }) => specialRateId !== null) ?? null;
    if (special !== null) this.#push(nothing(entry, 'special', 'special_rate', special));
    else this.#push(nothing(entry, 'skipped', 'nothing_to_delete'));
  }

  #stashLater(at: string | null): void {
    for (const version of this.#timeline.laterThan(at)) {
      if (this.#touched.has(version.id) || isFixed(version, this.#deciding)) continue;
      this.#touched.add(version.id);
      this.#push(stashed(version, 'stashed'));
    }
  }

  #push(decision: Decision): void {
    this.#decisions.push(decision);
  }
}

function stashed(version: StoredRate, kind: 'stashed' | 'closed'): Decision {
  const after = { ...version, stashed: true };
  return { kind, effect: 'stash', entry: null, before: version, after, reason: null };
}

/** In the mode `full`: of a rate that the file does not name. */
export function decideMissing(versions: readonly StoredRate[], deciding: Deciding): Decision[] {
  const { closesAt, policies, services } = deciding;
  const decisions: Decision[] = [];
  for (const version of versions) {
    if (!services.has(version.service)) continue;
    const { effectiveFrom, effectiveTo } = version;
    if (effectiveTo !== null && !isBefore(closesAt, effectiveTo)) continue;
    if (version.specialRateId !== null) {
      decisions.push(nothing(null, 'special', 'special_rate', version));
    } else if (
      !isFixed(version, deciding) &&
      (policies.missing === 'stash' || !isBefore(effectiveFrom, closesAt))
    ) {
      decisions.push(stashed(version, 'closed'));
    } else if (!isBefore(effectiveFrom, closesAt)) {
      decisions.push(nothing(null, 'past', 'already_rated', version));
    } else if (!isSuperseded(version, versions, closesAt)) {
      const after = { ...version, effectiveTo: closesAt };
      decisions.push({ ...nothing(null, 'closed', null, version), effect: 'update', after });
    }
  }
  return decisions;
}

/** The next version puts it out of force before. */
function isSuperseded(version: StoredRate, versions: readonly StoredRate[], at: string): boolean {
  return versions.some(
    ({ effectiveFrom }) =>
      isBefore(version.effectiveFrom, effectiveFrom) && !isBefore(at, effectiveFrom),
  );
}
