/**
 * Turns the bytes of a text file into text. In doubt the order is: what the user says, a byte order
 * mark, UTF-16 by its zero bytes, UTF-8 if the bytes are valid UTF-8, else one of the old encodings
 * of one byte. Latin-1 is read as Windows-1252, which it is in all but name. A zero character is
 * never text.
 */

import { isAscii, isUtf8 } from 'node:buffer';
import type { Warning } from '../../deck/deck.js';
import { DeckReadError } from '../../deck/deck.js';
import { guessOldEncoding } from './old-encoding.js';

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  readonly warnings: readonly Warning[];
}

const SAMPLE_BYTES = 65_536;
/** Valid sequences for each broken one, from which on a text is UTF-8 with damage. */
const VALID_PER_BROKEN_MIN = 2;

const NAMES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  'utf-8-bom': 'utf-8',
  utf16: 'utf-16',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  cp1252: 'windows-1252',
  'windows-1252': 'windows-1252',
  latin1: 'iso-8859-1',
  'latin-1': 'iso-8859-1',
  'iso-8859-1': 'iso-8859-1',
  cp1251: 'windows-1251',
};

export function decodeText(bytes: Uint8Array, wanted?: string): DecodedText {
  const decoded = wanted === undefined ? decodeDetected(bytes) : decodeAs(bytes, wanted);
  const text = decoded.text.startsWith('\ufeff') ? decoded.text.slice(1) : decoded.text;
  refuseZeroCharacters(text);
  return { ...decoded, text };
}

function decodeDetected(bytes: Uint8Array): DecodedText {
  const encoding = detectEncoding(bytes);
  if (encoding === 'utf-8') return decodeUtf8(bytes);
  if (encoding.startsWith('utf-16')) return decodeStrictly(bytes, encoding);
  return { text: decodeOneByte(bytes, encoding), encoding, warnings: [] };
}

/** The encoding of a text, or of the beginning of one. */
export function detectEncoding(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8';
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  const wide = utf16WithoutMark(bytes);
  if (wide !== null) return wide;
  return isUtf8(bytes) || isMostlyUtf8(bytes) ? 'utf-8' : guessOldEncoding(bytes);
}

/**
 * Decodes a text of an encoding in pieces, each as far as its characters are whole. The last piece
 * says so; bytes that are no character of the encoding are read as U+FFFD.
 */
export function pieceDecoder(encoding: string): (bytes: Uint8Array, isLast: boolean) => string {
  if (encoding === 'windows-1252') return (bytes) => decodeOneByte(bytes, encoding);
  const decoder = new TextDecoder(encoding);
  return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast });
}

/** The name of an encoding as it is used here; null for one that is not known. */
export function encodingName(given: string): string | null {
  const name = given.trim().toLowerCase();
  const encoding = NAMES[name] ?? name;
  if (encoding === 'iso-8859-1') return 'windows-1252';
  try {
    return new TextDecoder(encoding).encoding;
  } catch {
    return null;
  }
}

function decodeAs(bytes: Uint8Array, wanted: string): DecodedText {
  const name = wanted.trim().toLowerCase();
  const encoding = NAMES[name] ?? name;
  if (encoding === 'utf-16') {
    return decodeStrictly(bytes, startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : 'utf-16le');
  }
  if (encoding === 'windows-1252' || encoding === 'iso-8859-1') {
    return { text: decodeOneByte(bytes, 'windows-1252'), encoding, warnings: [] };
  }
  return decodeStrictly(bytes, encoding);
}

function decodeStrictly(bytes: Uint8Array, encoding: string): DecodedText {
  const decoder = decoderFor(encoding);
  try {
    return { text: decoder.decode(bytes), encoding, warnings: [] };
  } catch {
    throw new DeckReadError(
      'encoding',
      `The file is not valid ${encoding}. It may be cut off, or written in another encoding; ` +
        'try another one, such as utf-8 or windows-1252.',
    );
  }
}

function decoderFor(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  } catch {
    throw new DeckReadError(
      'encoding',
      `Nothing is known of an encoding ${JSON.stringify(encoding.slice(0, 40))}. Known are utf-8, ` +
        'utf-16, windows-1252, iso-8859-1, windows-1251 and other names that browsers know.',
    );
  }
}

function decodeUtf8(bytes: Uint8Array): DecodedText {
  const encoding = 'utf-8';
  if (isAscii(bytes)) return { text: decodeLatin1(bytes), encoding, warnings: [] };
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (isUtf8(bytes)) return { text, encoding, warnings: [] };
  const line = lineAt(text, text.indexOf('\ufffd'));
  const message =
    `Some characters are not valid UTF-8, the first in line ${line}; they are read as "\ufffd". ` +
    'If many are, say the encoding.';
  return {
    text,
    encoding,
    warnings: [{ code: 'bad_characters', sheet: null, row: line, message }],
  };
}

function decodeLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/**
 * Windows-1252 by hand: some versions of Node decode 0x80 to 0x9F of it as control characters.
 */
function decodeOneByte(bytes: Uint8Array, encoding: string): string {
  if (encoding !== 'windows-1252') return new TextDecoder(encoding).decode(bytes);
  return decodeLatin1(bytes).replace(
    /[\x80-\x9f]/g,
    (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80]!,
  );
}

const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Tables in UTF-16 are full of ASCII, whose other byte is zero. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
  const zeros = [0, 0];
  for (let at = 0; at < length; at += 1) {
    if (bytes[at] === 0) zeros[at & 1]! += 1;
  }
  const few = length / 200;
  const many = Math.max(1, length / 10);
  if (zeros[1]! > many && zeros[0]! <= few) return 'utf-16le';
  if (zeros[0]! > many && zeros[1]! <= few) return 'utf-16be';
  return null;
}

/** A damaged UTF-8 file still has far more valid sequences than chance would give. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let valid = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!;
    if (byte < 0x80) {
      at += 1;
      continue;
    }
    const more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    let next = at + 1;
    while (next <= at + more && (bytes[next] ?? 0) >> 6 === 0b10) next += 1;
    const isWhole = byte >= 0xc2 && byte < 0xf5 && next === at + more + 1;
    // A file that was cut off ends anywhere.
    const isCut = next === bytes.length && byte >= 0xc2 && byte < 0xf5;
    if (isWhole) valid += 1;
    else if (!isCut) broken += 1;
    at = next;
  }
  return valid > 0 && valid >= broken * VALID_PER_BROKEN_MIN;
}

function refuseZeroCharacters(text: string): void {
  const at = text.indexOf('\0');
  if (at < 0) return;
  throw new DeckReadError(
    'binary_file',
    `The file has a zero character in line ${lineAt(text, at)}, so it is no text, or is damaged. ` +
      'Fetch it again, or save it from a spreadsheet program as CSV UTF-8 or .xlsx.',
  );
}

function lineAt(text: string, end: number): number {
  let line = 1;
  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) line += 1;
  }
  return line;
}

function startsWith(bytes: Uint8Array, ...head: number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}
