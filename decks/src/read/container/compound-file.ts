/**
 * The container of `.xls` files, a small file system in a file. The library that reads the workbook
 * takes a broken container for a short one and gives half the rows without a word; so the stream of
 * the workbook is followed here first, sector by sector, and anything cut off or crossed is
 * refused.
 */

import { damaged } from './limits.js';

/** A workbook has a handful. */
const ENTRIES_MAX = 5000;
const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const FREE_FROM = 0xfffffffa;
const END_OF_CHAIN = 0xfffffffe;
const STREAM = 2;
const ROOT = 5;

export interface CompoundEntry {
  readonly name: string;
  readonly kind: number;
  readonly start: number;
  readonly bytes: number;
}

export class CompoundFile {
  readonly entries: readonly CompoundEntry[];
  readonly #file: Buffer;
  readonly #sectorBytes: number;
  readonly #sectorCount: number;
  readonly #next: readonly number[];

  constructor(bytes: Uint8Array) {
    this.#file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (bytes.length < HEADER_BYTES) throw damaged('it ends within its header');
    const shift = this.#file.readUInt16LE(30);
    if (shift !== 9 && shift !== 12) throw damaged('its header is wrong');
    this.#sectorBytes = 2 ** shift;
    this.#sectorCount = Math.floor(bytes.length / this.#sectorBytes) - 1;
    this.#next = this.#allocation();
    this.entries = this.#directory();
  }

  find(name: string): CompoundEntry | null {
    return this.entries.find((entry) => entry.kind === STREAM && entry.name === name) ?? null;
  }

  /** The bytes of a stream, all of them. */
  read(entry: CompoundEntry): Buffer {
    const smallBelow = this.#file.readUInt32LE(56);
    if (entry.bytes >= smallBelow) return this.#gather(this.#chain(entry.start), entry.bytes);
    const root = this.entries.find(({ kind }) => kind === ROOT);
    if (root === undefined) throw damaged('its container has no root');
    const small = this.#gather(this.#chain(root.start), root.bytes);
    const next = this.#numbers(this.#chain(this.#file.readUInt32LE(60)));
    const pieces = follow(entry.start, next, Math.floor(small.length / 64)).map((sector) =>
      small.subarray(sector * 64, sector * 64 + 64),
    );
    return whole(Buffer.concat(pieces), entry.bytes);
  }

  #sector(index: number): Buffer {
    if (index >= this.#sectorCount) throw damaged('it is cut off');
    const start = (index + 1) * this.#sectorBytes;
    return this.#file.subarray(start, start + this.#sectorBytes);
  }

  #chain(start: number): number[] {
    return start >= FREE_FROM ? [] : follow(start, this.#next, this.#sectorCount);
  }

  #gather(sectors: readonly number[], bytes: number): Buffer {
    return whole(Buffer.concat(sectors.map((sector) => this.#sector(sector))), bytes);
  }

  #numbers(sectors: readonly number[]): number[] {
    return sectors.flatMap((index) => {
      const sector = this.#sector(index);
      return Array.from({ length: sector.length / 4 }, (_, at) => sector.readUInt32LE(at * 4));
    });
  }

  /** Which sector follows each. The list of where that stands goes on outside the header. */
  #allocation(): number[] {
    const places = Array.from({ length: 109 }, (_, at) => this.#file.readUInt32LE(76 + at * 4));
    const seen = new Set<number>();
    let more = this.#file.readUInt32LE(68);
    while (more < FREE_FROM) {
      if (seen.has(more)) throw damaged('its container goes round in circles');
      seen.add(more);
      const numbers = this.#numbers([more]);
      more = numbers.pop()!;
      for (const number of numbers) places.push(number);
    }
    const used = places.filter((place) => place < FREE_FROM);
    if (new Set(used).size !== used.length) throw damaged('its container goes round in circles');
    return this.#numbers(used);
  }

  #directory(): CompoundEntry[] {
    const sectors = this.#chain(this.#file.readUInt32LE(48));
    if (sectors.length * this.#sectorBytes > ENTRIES_MAX * ENTRY_BYTES) {
      throw damaged('its container has too many entries');
    }
    const bytes = Buffer.concat(sectors.map((sector) => this.#sector(sector)));
    const entries: CompoundEntry[] = [];
    for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
      const kind = bytes[at + 66]!;
      const nameBytes = Math.min(64, bytes.readUInt16LE(at + 64));
      if (kind === 0 || nameBytes < 2) continue;
      entries.push({
        name: bytes.toString('utf16le', at, at + nameBytes - 2),
        kind,
        start: bytes.readUInt32LE(at + 116),
        bytes: bytes.readUInt32LE(at + 120),
      });
    }
    return entries;
  }
}

function follow(start: number, next: readonly number[], sectorCount: number): number[] {
  const chain: number[] = [];
  for (let sector = start; sector !== END_OF_CHAIN; sector = next[sector] ?? FREE_FROM) {
    if (sector >= sectorCount) throw damaged('it is cut off');
    chain.push(sector);
    if (chain.length > sectorCount) throw damaged('its container goes round in circles');
  }
  return chain;
}

function whole(bytes: Buffer, length: number): Buffer {
  if (bytes.length < length) throw damaged('it is cut off');
  return bytes.subarray(0, length);
}
