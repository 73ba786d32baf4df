/** What the server answered, shown: lists as tables, things as lines of fields, both also as JSON. */

import { writeStderr, writeStdout } from '../cli/terminal.js';
import { type TextColumn, textTable } from '../cli/text-table.js';

export interface ListColumn<Item> extends TextColumn {
  readonly of: (item: Item) => string | number | null | undefined;
  /** Left out: always. Used: an item has a value; it differs: not all items have the same. */
  readonly shown?: 'when used' | 'when it differs';
}

const asText = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? '-' : String(value);

function isShown<Item>({ shown, of }: ListColumn<Item>, items: readonly Item[]): boolean {
  if (shown === undefined) return true;
  const first = shown === 'when used' ? null : items[0] && of(items[0]);
  return items.some((item) => (of(item) ?? null) !== (first ?? null));
}

export function tableOf<Item>(
  allColumns: readonly ListColumn<Item>[],
  items: readonly Item[],
): string {
  const columns = allColumns.filter((column) => isShown(column, items));
  return textTable(
    columns,
    items.map((item) => columns.map((column) => asText(column.of(item)))),
  );
}

/** `2026-12-01T00:00:00.000Z` for people, to the second. */
export function shownInstant(instant: string | null | undefined, none = '-'): string {
  return instant == null ? none : instant.replace(/[.]000Z$/, 'Z').replace('T00:00:00Z', '');
}

function isReference(value: object): value is { readonly id: string; readonly name: string } {
  return 'id' in value && ('name' in value || 'login' in value) && Object.keys(value).length === 2;
}

/** One field a line: `rounding.decimals`; what is left out is not shown. */
function fieldRows(value: unknown, path: string): string[][] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [[path, String(value)]];
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return [[path, value.join(', ')]];
    return value.flatMap((item, index) => fieldRows(item, `${path}[${index}]`));
  }
  if (isReference(value)) {
    const { id, ...named } = value;
    return [[path, `${Object.values(named)[0]} (${id})`]];
  }
  return Object.entries(value).flatMap(([name, item]) =>
    fieldRows(item, path === '' ? name : `${path}.${name}`),
  );
}

function thingText(thing: object): string {
  const rows = Object.entries(thing).flatMap(([name, value]) => fieldRows(value, name));
  return textTable([{ header: 'field' }, { header: 'value' }], rows);
}

export function showThing(thing: object, json: boolean | undefined): Promise<void> {
  return writeStdout(json === true ? `${JSON.stringify(thing)}\n` : thingText(thing));
}

/** What was done, for people; with `--json` the answer itself. */
export async function showDone(words: string, answer: unknown, json: boolean | undefined) {
  await writeStdout(json === true ? `${JSON.stringify(answer)}\n` : `${words}\n`);
}

export function note(words: string): void {
  writeStderr(`${words}\n`);
}
