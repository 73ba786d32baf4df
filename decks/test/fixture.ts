/**
 * The fixtures: one folder for each trouble, with the input as text that a person can read and
 * what must come of it. The bytes (encoding, line ends, packing, spreadsheet) are made here.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { CodeName, CodeNames, DeckOptions, ReadOptions } from '../src/deck/deck.js';
import { ExpectedText } from './expected-text.js';
import { encodeText, type TextEncoding, textEncodings } from './text-encoding.js';
import { type WorkbookFormat, workbookBytes } from './workbook-text.js';
import { zipBytes } from './zip-bytes.js';

export interface Fixture {
  readonly title: string;
  readonly fileName: string;
  readonly expected: ExpectedText;
  readonly options: DeckOptions & ReadOptions;
  readonly names: CodeNames | null;
  bytes(): Promise<Uint8Array>;
}

const folder = fileURLToPath(new URL('fixtures/', import.meta.url));
const lineEnds: Readonly<Record<string, readonly string[]>> = {
  lf: ['\n'],
  crlf: ['\r\n'],
  cr: ['\r'],
  mixed: ['\n', '\r\n'],
};

export function fixtures(): Fixture[] {
  return readdirSync(folder).sort().map(readFixture);
}

function readFixture(title: string): Fixture {
  const where = `fixtures/${title}/expected.txt`;
  const expected = new ExpectedText(readFileSync(`${folder}${title}/expected.txt`, 'utf8'), where);
  return {
    title,
    expected,
    options: optionsOf(expected.settings('options')),
    names: codeNamesOf(expected),
    ...fixtureInput(`${folder}${title}`, expected),
  };
}

/** The bytes of the `input` in a folder, made as `expected` says. */
export function fixtureInput(
  where: string,
  expected: ExpectedText,
): Pick<Fixture, 'fileName' | 'bytes'> {
  const input = readdirSync(where).find((file) => file.startsWith('input.'));
  if (input === undefined) throw new Error(`${where} has no input`);
  const text = readFileSync(`${where}/${input}`, 'utf8');
  const file = expected.settings('file');
  const format = input.endsWith('.workbook.txt') ? (file.get('format') ?? 'xlsx') : 'csv';
  return {
    fileName: fileNameOf(format, file),
    bytes: async () => packed(await plainBytes(text, format, file), format, file),
  };
}

function fileNameOf(format: string, file: ReadonlyMap<string, string>): string {
  const ending = file.get('container');
  return file.get('name') ?? `deck.${format}${ending === undefined ? '' : `.${ending}`}`;
}

function plainBytes(
  text: string,
  format: string,
  file: ReadonlyMap<string, string>,
): Promise<Uint8Array> | Uint8Array {
  if (format !== 'csv') return workbookBytes(text, format as WorkbookFormat);
  const encoding = (file.get('encoding') ?? 'utf-8') as TextEncoding;
  if (!textEncodings.includes(encoding)) throw new Error(`no encoding ${encoding}`);
  const ends = lineEnds[file.get('lines') ?? 'lf']!;
  const lines = text.split('\n');
  const ended = lines.map((line, at) =>
    at === lines.length - 1 ? line : line + ends[at % ends.length]!,
  );
  return encodeText(ended.join(''), encoding, file.has('mark'));
}

function packed(bytes: Uint8Array, format: string, file: ReadonlyMap<string, string>): Uint8Array {
  switch (file.get('container')) {
    case 'gz':
      return new Uint8Array(gzipSync(bytes));
    case 'zip':
      return zipBytes([{ name: `rates.${format}`, content: bytes }]);
    default:
      return bytes;
  }
}

export function optionsOf(settings: ReadonlyMap<string, string>): DeckOptions & ReadOptions {
  const options: Record<string, unknown> = {};
  const map: Record<string, string> = {};
  for (const [name, value] of settings) {
    if (name.startsWith('map.')) map[name.slice('map.'.length)] = value;
    else options[name] = value === 'true' ? true : value;
  }
  return Object.keys(map).length === 0 ? options : { ...options, map };
}

/** The code deck of a fixture: finds by longest prefix, and names without regard to case. */
function codeNamesOf(expected: ExpectedText): CodeNames | null {
  const table = expected.table('names');
  if (table === null) return null;
  const entries = table.map(
    ({ code, name, country }): CodeName => ({
      code: code!,
      name: name!,
      country: country!,
      type: 'mixed',
    }),
  );
  return codeNames(entries);
}

function codeNames(entries: readonly CodeName[]): CodeNames {
  const key = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
  return {
    find: (digits) =>
      entries
        .filter(({ code }) => digits.startsWith(code))
        .sort((a, b) => b.code.length - a.code.length)[0] ?? null,
    codesOf: (name) =>
      entries.filter((entry) => key(entry.name) === key(name)).map(({ code }) => code),
  };
}
