/**
 * Offsets of IANA time zones, fast enough for every event.
 *
 * `Intl` knows the zones but costs about a microsecond a question, so it is asked once per page of
 * time (about a year): a sample a day, then bisection to the second at which the offset changes.
 * No zone has ever changed its offset twice within a day, and none between two whole seconds.
 * Afterwards an offset costs one array access and a few comparisons.
 *
 * Before 1800 no zone had left its local mean time: the offset of 1800 holds. From about 2600 on
 * the Gregorian calendar's cycle of 400 years is used, in which every zone's rules repeat.
 *
 * This file never reads a clock and knows nothing of windows or profiles.
 */

import { showText } from '../book/shown-value.js';
import { DAY_MS } from '../values/instant.js';

/** 400 Gregorian years, which is also a whole number of weeks. */
const CYCLE_MS = 146_097 * DAY_MS;
/** A power of two, so that finding the page is a multiplication. */
const PAGE_MS = 2 ** 35;
const FIRST_PAGE = Math.floor(Date.UTC(1800, 0, 1) / PAGE_MS);
const PAGE_COUNT = Math.ceil(Date.UTC(2600, 0, 1) / PAGE_MS) - FIRST_PAGE;
const FIRST_MS = FIRST_PAGE * PAGE_MS;
const END_MS = (FIRST_PAGE + PAGE_COUNT) * PAGE_MS;
/** How far ahead a transition is looked for. */
const SEARCH_MS = 12 * 366 * DAY_MS;

export interface ZoneOffsets {
  /** Local wall-clock time minus UTC at a finite instant. */
  offsetMs(instantMs: number): number;
  /**
   * The first instant after the given one at which the offset changes; `Infinity` when there is
   * none up to `untilMs` (which belongs), or within 12 years, whichever is nearer.
   */
  nextTransition(instantMs: number, untilMs?: number): number;
}

/** `offsets[i]` holds from `untils[i - 1]` on until `untils[i]`; the last until is Infinity. */
interface Page {
  readonly untils: Float64Array;
  readonly offsets: Int32Array;
}

class UtcOffsets implements ZoneOffsets {
  offsetMs(): number {
    return 0;
  }

  nextTransition(): number {
    return Number.POSITIVE_INFINITY;
  }
}

class PagedOffsets implements ZoneOffsets {
  readonly #format: Intl.DateTimeFormat;
  readonly #pages: (Page | undefined)[] = new Array<Page | undefined>(PAGE_COUNT).fill(undefined);

  constructor(format: Intl.DateTimeFormat) {
    this.#format = format;
  }

  offsetMs(instantMs: number): number {
    const page = this.#pages[Math.floor(instantMs / PAGE_MS) - FIRST_PAGE];
    if (page === undefined) return this.#offsetFirstAsked(instantMs);
    let span = 0;
    while (instantMs >= page.untils[span]!) span += 1;
    return page.offsets[span]!;
  }

  nextTransition(instantMs: number, untilMs = Number.POSITIVE_INFINITY): number {
    const known = intoPages(instantMs);
    const shift = instantMs < FIRST_MS ? 0 : instantMs - known;
    const last = Math.min(untilMs, Math.max(instantMs, FIRST_MS) + SEARCH_MS) - shift;
    for (let index = pageIndex(known); (index + FIRST_PAGE) * PAGE_MS <= last; index += 1) {
      const { untils } = this.#page(index);
      let span = 0;
      // Before 1800 the first transition of all is the answer, so `known` itself is a lower bound.
      while (known >= untils[span]!) span += 1;
      const found = untils[span]!;
      if (found <= last) return found + shift;
      if (found !== Number.POSITIVE_INFINITY) break;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** The page is not there yet, or the instant lies outside of all pages. */
  #offsetFirstAsked(instantMs: number): number {
    const known = intoPages(instantMs);
    const page = this.#page(pageIndex(known));
    let span = 0;
    while (known >= page.untils[span]!) span += 1;
    return page.offsets[span]!;
  }

  #page(index: number): Page {
    const found = this.#pages[index];
    if (found !== undefined) return found;
    const page = this.#readPage((index + FIRST_PAGE) * PAGE_MS);
    // A search may run past the last page by some years; those are not kept.
    if (index < PAGE_COUNT) this.#pages[index] = page;
    return page;
  }

  #readPage(startMs: number): Page {
    const endMs = Math.ceil((startMs + PAGE_MS) / 1000) * 1000;
    let at = Math.floor(startMs / 1000) * 1000;
    let offset = this.#ask(at);
    const untils: number[] = [];
    const offsets = [offset];
    while (at < endMs) {
      const next = Math.min(at + DAY_MS, endMs);
      if (this.#ask(next) !== offset) {
        const changeMs = this.#bisect(at, next, offset);
        offset = this.#ask(changeMs);
        untils.push(changeMs);
        offsets.push(offset);
        at = changeMs;
      } else {
        at = next;
      }
    }
    untils.push(Number.POSITIVE_INFINITY);
    return { untils: Float64Array.from(untils), offsets: Int32Array.from(offsets) };
  }

  /** The second in (low, high] at which `offset`, in force at `low`, is no longer in force. */
  #bisect(lowMs: number, highMs: number, offset: number): number {
    let low = lowMs / 1000;
    let high = highMs / 1000;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#ask(middle * 1000) === offset) low = middle;
      else high = middle;
    }
    return high * 1000;
  }

  /** The slow answer. `instantMs` must be whole seconds, since `Intl` shows no less. */
  #ask(instantMs: number): number {
    const parts = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/.exec(this.#format.format(instantMs));
    if (parts === null) throw new Error('Intl.DateTimeFormat wrote a date in an unknown form');
    const [month, day, year, hour, minute, second] = parts.slice(1).map(Number);
    return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - instantMs;
  }
}

/** An instant within the pages that has the same offset. */
function intoPages(instantMs: number): number {
  if (!Number.isFinite(instantMs)) throw new RangeError(`Not an instant: ${instantMs}`);
  if (instantMs < FIRST_MS) return FIRST_MS;
  if (instantMs < END_MS) return instantMs;
  return instantMs - (Math.floor((instantMs - END_MS) / CYCLE_MS) + 1) * CYCLE_MS;
}

function pageIndex(instantMs: number): number {
  return Math.floor(instantMs / PAGE_MS) - FIRST_PAGE;
}

/** By canonical name, so that the spellings of one zone share its pages. */
const zones = new Map<string, ZoneOffsets>([['UTC', new UtcOffsets()]]);

/**
 * The offsets of a zone; one object per zone.
 *
 * `zoneOffsets('Europe/Vienna').offsetMs(Date.UTC(2026, 6, 1))` is 7,200,000.
 */
export function zoneOffsets(timeZone: string): ZoneOffsets {
  const cached = zones.get(timeZone);
  if (cached !== undefined) return cached;
  const format = openZone(timeZone);
  const canonical = format.resolvedOptions().timeZone;
  const zone = zones.get(canonical) ?? new PagedOffsets(format);
  zones.set(canonical, zone);
  return zone;
}

function openZone(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new RangeError(
      `Time zone ${showText(timeZone)} is not known; write an IANA name such as "Europe/Vienna"`,
    );
  }
}
