/**
 * Looks ahead for a block of events: finds each one's deepest code and reads its first row, step by
 * step for all of them, so that the waits for memory overlap. It decides nothing: pricing asks again
 * and finds everything near.
 */

import type { Parties } from './parties.js';
import { partySource } from './parties.js';
import { entryValue, NO_ENTRY } from './prefix-index.js';
import type { PreparedEvent } from './prepared-event.js';
import type { Section } from './section.js';
import { takesPart } from './selection.js';

export class Lookahead {
  readonly #heads: Int32Array;
  readonly #tails: Int32Array;
  readonly #sections: (Section | null)[];
  #opened = 0;

  constructor(capacity: number) {
    this.#heads = new Int32Array(capacity);
    this.#tails = new Int32Array(capacity);
    this.#sections = new Array<Section | null>(capacity).fill(null);
  }

  /** Events without parties are passed over. */
  run(events: readonly PreparedEvent[], parties: readonly (Parties | null)[], count: number): void {
    for (let i = 0; i < count; i++) this.#place(i, events[i]!, parties[i]!);
    let opened = 0;
    for (let i = 0; i < count; i++) {
      const section = this.#sections[i]!;
      if (section !== null) opened ^= section.index.open(this.#heads[i]!);
    }
    for (let i = 0; i < count; i++) {
      const section = this.#sections[i]!;
      if (section === null) continue;
      const event = events[i]!;
      event.knownEntry = section.index.entryAt(this.#heads[i]!, this.#tails[i]!);
      event.knownSection = section;
    }
    for (let i = 0; i < count; i++) {
      const section = this.#sections[i]!;
      const entry = events[i]!.knownEntry;
      if (section !== null && entry !== NO_ENTRY) opened ^= section.open(entryValue(entry));
    }
    // Kept, so that the reads are not taken for useless.
    this.#opened = opened;
  }

  /** What the last run read; means nothing. */
  get opened(): number {
    return this.#opened;
  }

  #place(i: number, event: PreparedEvent, parties: Parties | null): void {
    const section = parties === null ? null : firstSection(event, parties);
    event.knownSection = null;
    this.#sections[i] = section;
    if (section === null) return;
    this.#heads[i] = section.index.placeHead(event.to, 0, event.toLength);
    this.#tails[i] = section.index.placeTail(event.to, 0, event.toLength);
  }
}

/** The section that selection will ask first for the paying party. */
function firstSection(event: PreparedEvent, parties: Parties): Section | null {
  const source = partySource(parties.paying, event.atMs);
  if (source === null) return null;
  for (const group of source.groups) {
    for (const entry of group) {
      if (takesPart(entry, event.atMs)) return entry.table.sections[event.service] ?? null;
    }
  }
  return null;
}
