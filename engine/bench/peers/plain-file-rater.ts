/**
 * Peer: a plain single-threaded loop over a CSV of events, as its own program:
 *
 *     node plain-file-rater.js bytes|split DECK CALLS OUT
 *
 * `bytes` finds commas in the bytes and writes bytes; `split` makes strings with `split(',')`. Both
 * find the code in a digit trie and charge in safe integers (prices have 4 decimals). They know
 * that the columns are `id,to,from,at,volume`, that nothing is quoted and that every rate holds at
 * all times, write only `id,outcome,code,billedVolume,amount`, and check nothing.
 */

import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { buildDigitTrie, type DigitTrie, lookupInTrie } from './digit-trie.js';

interface PlainDeck {
  readonly trie: DigitTrie;
  readonly codes: readonly string[];
  /** Ten-thousandths a minute. */
  readonly prices: Float64Array;
  readonly fees: Float64Array;
  readonly firstIntervals: Float64Array;
  readonly nextIntervals: Float64Array;
}

const chunkBytes = 1 << 20;
/** No line of the output is longer. */
const lineBytesMax = 128;
const newline = 0x0a;
const comma = 0x2c;
const plus = 0x2b;
const zero = 0x30;
const outputHeader = 'id,outcome,code,billedVolume,amount\n';

function readDeck(path: string): PlainDeck {
  const lines = readFileSync(path, 'utf8').split('\n').slice(1, -1);
  const column = (): Float64Array => new Float64Array(lines.length);
  const deck = {
    prices: column(),
    fees: column(),
    firstIntervals: column(),
    nextIntervals: column(),
  };
  const codes = lines.map((line, i) => {
    const cells = line.split(',');
    deck.prices[i] = Number(cells[1]!.replace('.', ''));
    deck.firstIntervals[i] = Number(cells[2]);
    deck.nextIntervals[i] = Number(cells[3]);
    deck.fees[i] = cells[4] === '' ? 0 : Number(cells[4]!.replace('.', ''));
    return cells[0]!;
  });
  return { ...deck, codes, trie: buildDigitTrie(codes) };
}

function billedSeconds(deck: PlainDeck, rate: number, seconds: number): number {
  if (seconds === 0) return 0;
  const first = deck.firstIntervals[rate]!;
  const next = deck.nextIntervals[rate]!;
  return seconds <= first ? first : first + Math.ceil((seconds - first) / next) * next;
}

/** Millionths: ten-thousandths times seconds times 100, by 60, half-up; all in the safe range. */
function chargeMicros(deck: PlainDeck, rate: number, billed: number): number {
  if (billed === 0) return 0;
  return Math.floor((deck.prices[rate]! * billed * 100 + deck.fees[rate]! * 6000 + 30) / 60);
}

/** Calls `onLines` with whole lines only; returns nothing of the header. */
function eachBlock(
  path: string,
  onLines: (bytes: Buffer, start: number, end: number) => void,
): void {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(chunkBytes);
  let kept = 0;
  let first = true;
  for (;;) {
    const size = readSync(file, bytes, kept, bytes.length - kept, null);
    if (size === 0) break;
    const end = bytes.lastIndexOf(newline, kept + size - 1) + 1;
    onLines(bytes, first ? bytes.indexOf(newline) + 1 : 0, end);
    first = false;
    bytes.copyWithin(0, end, kept + size);
    kept = kept + size - end;
  }
  closeSync(file);
}

function rateBytes(deck: PlainDeck, calls: string, out: string): void {
  const file = openSync(out, 'w');
  writeSync(file, outputHeader);
  const output = Buffer.alloc(chunkBytes + lineBytesMax);
  const digits = new Uint8Array(32);
  const codeBytes = deck.codes.map((code) => Buffer.from(code));
  eachBlock(calls, (bytes, start, end) => {
    let at = start;
    let length = 0;
    while (at < end) {
      while (bytes[at] !== comma) output[length++] = bytes[at++]!;
      at += 1;
      if (bytes[at] === plus) at += 1;
      let digitCount = 0;
      while (bytes[at] !== comma) digits[digitCount++] = bytes[at++]! - zero;
      at += 1;
      for (let skipped = 0; skipped < 2; at += 1) if (bytes[at] === comma) skipped += 1;
      let seconds = 0;
      while (bytes[at] !== newline) seconds = seconds * 10 + bytes[at++]! - zero;
      at += 1;
      const rate = lookupInTrie(deck.trie, digits, digitCount);
      if (rate < 0) {
        length = writeText(output, length, ',no_rate,,,\n');
      } else {
        const billed = billedSeconds(deck, rate, seconds);
        length = writeText(output, length, ',rated,');
        const code = codeBytes[rate]!;
        for (let i = 0; i < code.length; i += 1) output[length++] = code[i]!;
        output[length++] = comma;
        length = writeWhole(output, length, billed);
        output[length++] = comma;
        length = writeMicros(output, length, chargeMicros(deck, rate, billed));
        output[length++] = newline;
      }
      if (length > chunkBytes - lineBytesMax) {
        writeSync(file, output, 0, length);
        length = 0;
      }
    }
    writeSync(file, output, 0, length);
  });
  closeSync(file);
}

function writeText(output: Buffer, start: number, text: string): number {
  for (let i = 0; i < text.length; i += 1) output[start + i] = text.charCodeAt(i);
  return start + text.length;
}

function writeWhole(output: Buffer, start: number, value: number): number {
  let length = 1;
  for (let limit = 10; value >= limit; limit *= 10) length += 1;
  let rest = value;
  for (let at = start + length - 1; at >= start; at -= 1) {
    const shorter = Math.floor(rest / 10);
    output[at] = zero + rest - shorter * 10;
    rest = shorter;
  }
  return start + length;
}

function writeMicros(output: Buffer, start: number, micros: number): number {
  const whole = Math.floor(micros / 1_000_000);
  let fraction = micros - whole * 1_000_000;
  let at = writeWhole(output, start, whole);
  if (fraction === 0) return at;
  output[at++] = 0x2e;
  for (let place = 100_000; fraction > 0; place /= 10) {
    const digit = Math.floor(fraction / place);
    output[at++] = zero + digit;
    fraction -= digit * place;
  }
  return at;
}

function rateSplit(deck: PlainDeck, calls: string, out: string): void {
  const file = openSync(out, 'w');
  writeSync(file, outputHeader);
  const digits = new Uint8Array(32);
  eachBlock(calls, (bytes, start, end) => {
    const rated: string[] = [];
    for (const line of bytes.toString('latin1', start, end).split('\n')) {
      if (line === '') continue;
      const cells = line.split(',');
      const number = cells[1]!.startsWith('+') ? cells[1]!.slice(1) : cells[1]!;
      for (let i = 0; i < number.length; i += 1) digits[i] = number.charCodeAt(i) - zero;
      const rate = lookupInTrie(deck.trie, digits, number.length);
      if (rate < 0) {
        rated.push(`${cells[0]},no_rate,,,`);
        continue;
      }
      const billed = billedSeconds(deck, rate, Number(cells[4]));
      const micros = chargeMicros(deck, rate, billed);
      rated.push(`${cells[0]},rated,${deck.codes[rate]},${billed},${microsText(micros)}`);
    }
    if (rated.length > 0) writeSync(file, `${rated.join('\n')}\n`);
  });
  closeSync(file);
}

function microsText(micros: number): string {
  const whole = Math.floor(micros / 1_000_000);
  const fraction = String(micros - whole * 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(whole) : `${whole}.${fraction}`;
}

const [way, deckPath, callsPath, outPath] = process.argv.slice(2);
if (outPath === undefined || (way !== 'bytes' && way !== 'split')) {
  throw new Error('usage: node plain-file-rater.js bytes|split DECK CALLS OUT');
}
const deck = readDeck(deckPath!);
(way === 'bytes' ? rateBytes : rateSplit)(deck, callsPath!, outPath);
