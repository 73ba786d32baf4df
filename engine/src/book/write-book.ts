/**
 * Writes a book as JSON that reads well in a diff: fields in the order of the schema, two spaces,
 * one line for each rate, code, entry and account.
 *
 * `readBook(JSON.parse(writeBook(book)))` gives an equal book. Expects a book that `readBook` let
 * through; what is not in the schema is not written.
 */

import type { Book } from './book.js';
import { bookKind } from './schema.js';
import type { AnyKind, ListKind, RecordKind } from './schema-kinds.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * @example writeBook({ book: 1 }) === '{\n  "book": 1\n}\n'
 */
export function writeBook(book: Book): string {
  return `${write(bookKind as AnyKind, book, '')}\n`;
}

function write(kind: AnyKind, value: unknown, indent: string): string {
  if (kind.shape === 'scalar') return JSON.stringify(value);
  if (kind.shape === 'list') return writeList(kind, value as readonly unknown[], indent);
  return writeRecord(kind, value as Fields, indent);
}

function writeRecord(kind: RecordKind<unknown>, value: Fields, indent: string): string {
  if (kind.oneLine) return writeOnOneLine(kind, value);
  const deeper = `${indent}  `;
  const lines: string[] = [];
  for (const [name, field] of kind.fields) {
    const given = value[name];
    if (given === undefined) continue;
    lines.push(`${deeper}"${name}": ${write(field.kind, given, deeper)}`);
  }
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}

function writeList(kind: ListKind<unknown>, items: readonly unknown[], indent: string): string {
  if (items.length === 0 || kind.item.shape === 'scalar') return writeOnOneLine(kind, items);
  const deeper = `${indent}  `;
  const lines = items.map((item) => deeper + write(kind.item, item, deeper));
  return `[\n${lines.join(',\n')}\n${indent}]`;
}

function writeOnOneLine(kind: AnyKind, value: unknown): string {
  if (kind.shape === 'scalar') return JSON.stringify(value);
  if (kind.shape === 'list') {
    const items = (value as readonly unknown[]).map((item) => writeOnOneLine(kind.item, item));
    return `[${items.join(', ')}]`;
  }
  let text = '';
  for (const [name, field] of kind.fields) {
    const given = (value as Fields)[name];
    if (given === undefined) continue;
    text += `${text === '' ? ' ' : ', '}"${name}": ${writeOnOneLine(field.kind, given)}`;
  }
  return text === '' ? '{}' : `{${text} }`;
}
