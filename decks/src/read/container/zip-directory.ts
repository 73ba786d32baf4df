/**
 * The directory of a zip archive, read before anything is unpacked. It is believed only where it
 * agrees with itself: every entry lies within the file, none overlaps another, no name stands there
 * twice, and the headers before the data say the same names. Sizes it declares are checked again
 * while unpacking.
 */

import { DeckReadError } from '../../deck/deck.js';
import { passwordNeeded, unsupported } from './file-kind.js';
import { damaged } from './limits.js';

export interface ZipEntry {
  readonly name: string;
  readonly deflated: boolean;
  readonly crc32: number;
  readonly packed: Uint8Array;
  readonly unpackedBytes: number;
}

interface Location {
  readonly entry: Omit<ZipEntry, 'packed'>;
  readonly rawName: Buffer;
  readonly packedBytes: number;
  readonly offset: number;
}

interface DirectoryPlace {
  readonly entries: number;
  readonly bytes: number;
  readonly offset: number;
  readonly end: number;
}

const ENTRIES_MAX = 5000;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const SATURATED = 0xffffffff;

/** Entries by name, folders left out. */
export function readZipDirectory(bytes: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const place = directoryPlace(file);
  if (place.entries > ENTRIES_MAX) {
    throw new DeckReadError(
      'archive_entries',
      `The archive has ${place.entries} entries; the limit is ${ENTRIES_MAX}. ` +
        'Pack the deck alone.',
    );
  }
  const locations: Location[] = [];
  let at = place.offset;
  for (let index = 0; index < place.entries; index += 1) {
    const { location, next } = centralEntry(file, at, place.end);
    locations.push(location);
    at = next;
  }
  if (at !== place.end) throw damaged('the directory of the zip archive has a wrong length');
  return unpackable(file, locations, place.offset);
}

function unpackable(
  file: Buffer,
  locations: Location[],
  dataEnd: number,
): ReadonlyMap<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  const names = new Set<string>();
  let free = 0;
  for (const location of locations.sort((a, b) => a.offset - b.offset)) {
    const { entry, packedBytes } = location;
    const start = dataStart(file, location, dataEnd);
    if (location.offset < free) throw damaged('entries of the zip archive overlap');
    free = start + packedBytes;
    if (free > dataEnd) throw damaged('an entry of the zip archive is cut off');
    const folded = entry.name.toLowerCase();
    if (names.has(folded)) throw damaged('two entries of the zip archive have one name');
    names.add(folded);
    if (entry.name.endsWith('/')) continue;
    entries.set(entry.name, { ...entry, packed: file.subarray(start, free) });
  }
  return entries;
}

function directoryPlace(file: Buffer): DirectoryPlace {
  const last = file.length - 22;
  for (let at = last; at >= 0 && at >= last - 0xffff; at -= 1) {
    if (file.readUInt32LE(at) !== END || at + 22 + file.readUInt16LE(at + 20) !== file.length) {
      continue;
    }
    const place = {
      entries: file.readUInt16LE(at + 10),
      bytes: file.readUInt32LE(at + 12),
      offset: file.readUInt32LE(at + 16),
      end: at,
    };
    const isOneDisk = file.readUInt32LE(at + 4) === 0 || file.readUInt32LE(at + 4) === SATURATED;
    if (!isOneDisk) throw unsupported('a zip archive in several parts', 'Join the parts first.');
    return checkedPlace(widePlace(file, at, place));
  }
  throw damaged('the zip archive is cut off or something was added to it');
}

/** The 64-bit form, which some programs write for small files too. */
function widePlace(file: Buffer, endAt: number, place: DirectoryPlace): DirectoryPlace {
  const locatorAt = endAt - 20;
  if (locatorAt < 0 || file.readUInt32LE(locatorAt) !== LOCATOR64) return place;
  const at = wideNumber(file, locatorAt + 8);
  if (at + 56 > locatorAt || file.readUInt32LE(at) !== END64) {
    throw damaged('the directory of the zip archive is not where it is said to be');
  }
  const wide = {
    entries: wideNumber(file, at + 32),
    bytes: wideNumber(file, at + 40),
    offset: wideNumber(file, at + 48),
    end: at,
  };
  const agrees =
    (place.entries === 0xffff || place.entries === wide.entries) &&
    (place.bytes === SATURATED || place.bytes === wide.bytes) &&
    (place.offset === SATURATED || place.offset === wide.offset);
  if (!agrees) throw damaged('the directory of the zip archive contradicts itself');
  return wide;
}

function checkedPlace(place: DirectoryPlace): DirectoryPlace {
  if (place.offset + place.bytes === place.end) return place;
  throw damaged('the directory of the zip archive is not where it is said to be');
}

function centralEntry(file: Buffer, at: number, end: number): { location: Location; next: number } {
  if (at + 46 > end || file.readUInt32LE(at) !== CENTRAL) {
    throw damaged('the directory of the zip archive is cut off');
  }
  const nameEnd = at + 46 + file.readUInt16LE(at + 28);
  const extraEnd = nameEnd + file.readUInt16LE(at + 30);
  const next = extraEnd + file.readUInt16LE(at + 32);
  if (next > end) throw damaged('the directory of the zip archive is cut off');
  const flags = file.readUInt16LE(at + 8);
  if ((flags & 0x2041) !== 0) throw passwordNeeded();
  const method = file.readUInt16LE(at + 10);
  if (method !== 0 && method !== 8) {
    throw unsupported(`a zip archive packed by method ${method}`, 'Pack it by deflate.');
  }
  const rawName = file.subarray(at + 46, nameEnd);
  const sizes = wideSizes(file, nameEnd, extraEnd, {
    unpackedBytes: file.readUInt32LE(at + 24),
    packedBytes: file.readUInt32LE(at + 20),
    offset: file.readUInt32LE(at + 42),
  });
  if (method === 0 && sizes.packedBytes !== sizes.unpackedBytes) {
    throw damaged('an entry of the zip archive has two sizes');
  }
  const entry = {
    name: rawName.toString('utf8').replaceAll('\\', '/'),
    deflated: method === 8,
    crc32: file.readUInt32LE(at + 16),
    unpackedBytes: sizes.unpackedBytes,
  };
  const { packedBytes, offset } = sizes;
  return { location: { entry, rawName, packedBytes, offset }, next };
}

type Sizes = Record<'unpackedBytes' | 'packedBytes' | 'offset', number>;

function wideSizes(file: Buffer, from: number, to: number, sizes: Sizes): Sizes {
  const wide = { ...sizes };
  for (let at = from; at + 4 <= to; ) {
    const bytes = file.readUInt16LE(at + 2);
    let value = at + 4;
    const valueEnd = value + bytes;
    if (valueEnd > to) break;
    if (file.readUInt16LE(at) === 1) {
      for (const key of ['unpackedBytes', 'packedBytes', 'offset'] as const) {
        if (sizes[key] !== SATURATED || value + 8 > valueEnd) continue;
        wide[key] = wideNumber(file, value);
        value += 8;
      }
    }
    at = valueEnd;
  }
  return wide;
}

function dataStart(file: Buffer, location: Location, dataEnd: number): number {
  const { offset, rawName } = location;
  if (offset + 30 > dataEnd || file.readUInt32LE(offset) !== LOCAL) {
    throw damaged('an entry of the zip archive is not where it is said to be');
  }
  const nameEnd = offset + 30 + file.readUInt16LE(offset + 26);
  if (!file.subarray(offset + 30, nameEnd).equals(rawName)) {
    throw damaged('an entry of the zip archive has two names');
  }
  return nameEnd + file.readUInt16LE(offset + 28);
}

function wideNumber(file: Buffer, at: number): number {
  const value = file.readBigUInt64LE(at);
  if (value > BigInt(file.length) * 1_000_000n)
    throw damaged('a size in the zip archive is absurd');
  return Number(value);
}
