/**
 * Tells encodings of one byte a character apart, for bytes that are not UTF-8. Cyrillic words are
 * made of high bytes alone, while western ones have a high letter here and there between ASCII
 * letters; that holds for a handful of words already, where statistics of letters need pages. The
 * statistics (chardet) then choose among the Cyrillic encodings.
 */

import { analyse } from 'chardet';

const CYRILLIC = new Map([
  ['windows-1251', 'windows-1251'],
  ['KOI8-R', 'koi8-r'],
  ['ISO-8859-5', 'iso-8859-5'],
]);
const HIGH_BYTES_MAX = 65_536;
/** By how much another Cyrillic encoding must be the likelier one; 1251 is what people use. */
const CONFIDENCE_LEAD_MIN = 10;

export function guessOldEncoding(bytes: Uint8Array): string {
  const sample = linesWithHighBytes(bytes);
  return looksCyrillic(sample) ? cyrillicEncoding(sample) : 'windows-1252';
}

function cyrillicEncoding(sample: Uint8Array): string {
  const matches = analyse(sample).filter(({ name }) => CYRILLIC.has(name));
  const usual = matches.find(({ name }) => name === 'windows-1251')?.confidence ?? 0;
  const likeliest = matches[0];
  if (likeliest === undefined || likeliest.confidence < usual + CONFIDENCE_LEAD_MIN) {
    return 'windows-1251';
  }
  return CYRILLIC.get(likeliest.name)!;
}

function looksCyrillic(bytes: Uint8Array): boolean {
  let letters = 0;
  let besideAscii = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at]! < 0xc0) continue;
    letters += 1;
    if (isAsciiLetter(bytes[at - 1]) || isAsciiLetter(bytes[at + 1])) besideAscii += 1;
    else if (bytes[at - 1]! < 0x80 && !(bytes[at + 1]! >= 0x80)) letters -= 1;
  }
  return letters > 0 && besideAscii * 2 < letters;
}

function isAsciiLetter(byte: number | undefined): boolean {
  return byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}

/** A deck may be ASCII for pages before the first other name. */
function linesWithHighBytes(bytes: Uint8Array): Uint8Array {
  const lines: number[] = [];
  let lineStart = 0;
  let hasHigh = false;
  for (let at = 0; at <= bytes.length && lines.length < HIGH_BYTES_MAX; at += 1) {
    const byte = bytes[at] ?? 10;
    if (byte >= 0x80) hasHigh = true;
    const isLong = at - lineStart > 4096;
    if (byte !== 10 && byte !== 13 && !isLong) continue;
    if (hasHigh) for (let from = lineStart; from < at; from += 1) lines.push(bytes[from]!);
    if (hasHigh) lines.push(10);
    lineStart = at;
    hasHigh = false;
  }
  return Uint8Array.from(lines);
}
