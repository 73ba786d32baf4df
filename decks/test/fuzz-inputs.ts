/**
 * Damaged files of every format: cut off, spliced with another file, with random bytes in them, or
 * nothing but random bytes. One seed makes one input, anywhere.
 */

import { gzipSync } from 'node:zlib';
import { Random } from '../../engine/test/random.js';
import {
  foreignWord,
  type PlainRate,
  randomLayout,
  randomRates,
  type TextLayout,
  writeDeckText,
} from './random-deck.js';
import { encodeText } from './text-encoding.js';
import { workbookBytes } from './workbook-text.js';
import { zipBytes } from './zip-bytes.js';

export type FuzzFormat = 'csv' | 'gz' | 'zip' | 'xlsx' | 'xls' | 'ods';
export type Damage = 'none' | 'cut' | 'spliced' | 'bytes' | 'hole' | 'repeated' | 'noise';

export interface CleanFile {
  readonly format: FuzzFormat;
  readonly bytes: Uint8Array;
  readonly rates: readonly PlainRate[];
  /** Of texts that are not packed. */
  readonly layout: TextLayout | null;
}

export interface FuzzInput {
  readonly seed: number;
  readonly name: string;
  readonly damage: Damage;
  readonly bytes: Uint8Array;
  /** The file that was damaged, and the other one of a splice. */
  readonly sources: readonly CleanFile[];
}

const formats: readonly FuzzFormat[] = [
  ...(['csv', 'csv', 'csv', 'csv', 'csv', 'csv', 'csv', 'csv'] as const),
  ...(['gz', 'gz', 'zip', 'zip', 'xlsx', 'xlsx', 'xlsx', 'xls', 'ods'] as const),
];
const damages: readonly Damage[] = ['cut', 'spliced', 'bytes', 'hole', 'repeated', 'bytes', 'cut'];

export async function fuzzInput(seed: number): Promise<FuzzInput> {
  const random = new Random(seed);
  const file = await cleanFile(random);
  const name = random.chance(90)
    ? `deck.${file.format}`
    : random.pick(['deck', 'deck.csv', 'x.xlsx']);
  if (random.chance(3)) {
    return { seed, name, damage: 'noise', bytes: noise(random), sources: [] };
  }
  if (random.chance(4)) {
    return { seed, name, damage: 'none', bytes: file.bytes, sources: [file] };
  }
  const damage = random.pick(damages);
  if (damage === 'spliced') {
    const other = await cleanFile(random);
    const bytes = joined(
      file.bytes.subarray(0, random.between(0, file.bytes.length)),
      other.bytes.subarray(random.between(0, other.bytes.length)),
    );
    return { seed, name, damage, bytes, sources: [file, other] };
  }
  return { seed, name, damage, bytes: damaged(file.bytes, damage, random), sources: [file] };
}

async function cleanFile(random: Random): Promise<CleanFile> {
  const format = random.pick(formats);
  const rates = randomRates(random, random.between(6, 25));
  if (format === 'xlsx' || format === 'xls' || format === 'ods') {
    const rows = rates.map((rate) =>
      [
        `'${rate.code}`,
        rate.name,
        rate.price,
        `${rate.firstInterval}/${rate.nextInterval}`,
        `'${rate.effectiveFrom}`,
      ].join(' | '),
    );
    const header = 'Prefix | Destination | Rate | Billing | Effective Date';
    const bytes = await workbookBytes(`sheet Rates\n${[header, ...rows].join('\n')}\n`, format);
    return { format, bytes, rates, layout: null };
  }
  const layout = randomLayout(random);
  const named = rates.map((rate) =>
    random.chance(60) ? { ...rate, name: foreignWord(random, layout.encoding) } : rate,
  );
  const text = encodeText(writeDeckText(named, layout), layout.encoding, layout.mark);
  if (format === 'csv') return { format, bytes: text, rates: named, layout };
  const bytes =
    format === 'gz' ? new Uint8Array(gzipSync(text)) : zipBytes([{ name: 'a.csv', content: text }]);
  return { format, bytes, rates: named, layout: null };
}

function damaged(bytes: Uint8Array, damage: Damage, random: Random): Uint8Array {
  const at = random.between(0, bytes.length - 1);
  const end = Math.min(bytes.length, at + random.between(1, random.chance(50) ? 8 : 400));
  switch (damage) {
    case 'cut':
      return bytes.slice(0, at);
    case 'hole':
      return joined(bytes.subarray(0, at), bytes.subarray(end));
    case 'repeated':
      return joined(bytes.subarray(0, end), bytes.subarray(at));
    default: {
      const copy = Uint8Array.from(bytes);
      for (let count = random.between(1, 12); count > 0; count -= 1) {
        copy[random.between(0, copy.length - 1)] = randomByte(random);
      }
      return copy;
    }
  }
}

/** Bytes that mean something are as frequent as those that mean nothing. */
function randomByte(random: Random): number {
  if (random.chance(50)) return random.between(0, 255);
  return random.pick([
    0x22, 0x2c, 0x3b, 0x09, 0x0a, 0x0d, 0x00, 0x2e, 0x2d, 0x30, 0x3c, 0xff, 0xfe,
  ]);
}

function noise(random: Random): Uint8Array {
  const heads = [[], [0x50, 0x4b, 3, 4], [0xd0, 0xcf, 0x11, 0xe0], [0x1f, 0x8b, 8], [0xff, 0xfe]];
  const body = Array.from({ length: random.between(0, 5000) }, () => randomByte(random));
  return Uint8Array.from([...random.pick(heads), ...body]);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}
