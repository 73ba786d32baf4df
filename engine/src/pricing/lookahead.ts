/**
 * Looks ahead for a block of events: finds each one's deepest code and reads its first row, step by
 * step for all of them, so that the waits for memory overlap. It decides nothing: pricing asks
 * again and finds everything near.
 */

import type { ChargeTable } from '../compiled/charge-table.js';
import type { Section } from '../compiled/section.js';
import type { CompiledTable } from '../compiled/table.js';
import type { PreparedEvent } from '../event/prepared-event.js';
import { entryValue, NO_ENTRY } from '../lookup/prefix-index.js';
import { type Parties, partySource } from './parties.js';
import { takesPart } from './selection.js';

export class Lookahead {
  readonly #heads: Int32Array;
  readonly #tails: Int32Array;
  readonly #terms: Int32Array;
  readonly #names: Int32Array;
  readonly #sections: (Section | null)[];
  readonly #charges: (ChargeTable | null)[];
  #opened = 0;

  constructor(capacity: number) {
    this.#heads = new Int32Array(capacity);
    this.#tails = new Int32Array(capacity);
    this.#terms = new Int32Array(capacity);
    this.#names = new Int32Array(capacity);
    this.#sections = new Array<Section | null>(capacity).fill(null);
    this.#charges = new Array<ChargeTable | null>(capacity).fill(null);
  }

  /** Events without parties are passed over. */
  run(events: readonly PreparedEvent[], parties: readonly (Parties | null)[], count: number): void {
    const sections = this.#sections;
    for (let i = 0; i < count; i += 1) this.#place(i, events[i]!, parties[i]!);
    let opened = 0;
    for (let i = 0; i < count; i += 1) {
      const section = sections[i]!;
      if (section !== null) opened ^= section.index.open(this.#heads[i]!);
    }
    for (let i = 0; i < count; i += 1) {
      const section = sections[i]!;
      if (section === null) continue;
      const event = events[i]!;
      event.knownEntry = section.index.entryAt(this.#heads[i]!, this.#tails[i]!);
      event.knownSection = section;
      if (event.knownEntry === NO_ENTRY) sections[i] = null;
    }
    for (let i = 0; i < count; i += 1) {
      const section = sections[i]!;
      if (section === null) continue;
      const row = entryValue(events[i]!.knownEntry);
      opened ^= section.rows.open(row);
      this.#terms[i] = section.rows.terms(row);
      this.#names[i] = section.rows.name(row);
    }
    for (let i = 0; i < count; i += 1) {
      const section = sections[i]!;
      if (section === null) continue;
      opened ^= this.#charges[i]!.open(this.#terms[i]!) | 0;
      opened ^= section.names.open(this.#names[i]!);
    }
    // Kept, so that the reads are not taken for useless.
    this.#opened = opened;
  }

  /** What the last run read; means nothing. */
  get opened(): number {
    return this.#opened;
  }

  #place(i: number, event: PreparedEvent, parties: Parties | null): void {
    const table = parties === null ? null : firstTable(event, parties);
    const section = table?.sections[event.service] ?? null;
    event.knownSection = null;
    this.#sections[i] = section;
    if (section === null) return;
    this.#charges[i] = section.charges(table!.decimals);
    this.#heads[i] = section.index.placeHead(event.to, 0, event.toLength);
    this.#tails[i] = section.index.placeTail(event.to, 0, event.toLength);
  }
}

/** The table that selection will ask first for the paying party. */
function firstTable(event: PreparedEvent, parties: Parties): CompiledTable | null {
  const source = partySource(parties.paying, event.atMs);
  if (source === null) return null;
  for (const group of source.groups) {
    for (const entry of group) if (takesPart(entry, event.atMs)) return entry.table;
  }
  return null;
}
