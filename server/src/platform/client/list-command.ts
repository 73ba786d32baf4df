/**
 * Lists of any length: pages are followed up to a number of items, and it is said when there are
 * more. JSON is written page by page; a table waits for its last row, which decides its widths.
 */

import type { Command } from 'commander';
import { badInput } from '../cli/command-failure.js';
import { writeStdout } from '../cli/terminal.js';
import type { ServerClient } from './server-client.js';
import { type ListColumn, note, tableOf } from './shown.js';

export interface ListOptions {
  readonly limit?: string;
  readonly all?: true;
  readonly sort?: string;
  readonly json?: true;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

const LIMIT_DEFAULT = 100;
const PAGE_LIMIT = 500;

export function addListOptions(command: Command, sorts: string): Command {
  return command
    .option('--sort <field>', `${sorts}; a minus in front: descending`)
    .option('--limit <number>', `how many at most (default: ${LIMIT_DEFAULT})`)
    .option('--all', 'all of them');
}

function limitOf({ limit, all }: ListOptions): number {
  if (all === true) {
    if (limit !== undefined) throw badInput('--all and --limit exclude each other');
    return Number.POSITIVE_INFINITY;
  }
  if (limit === undefined) return LIMIT_DEFAULT;
  if (/^[1-9][0-9]{0,8}$/.test(limit)) return Number(limit);
  throw badInput(`--limit ${limit}: must be a whole number from 1 on; --all shows all`);
}

/** Pages of items until `limit`; the value at the end says whether there are more. */
async function* pagesOf<Item>(
  client: ServerClient,
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  limit: number,
): AsyncGenerator<readonly Item[], boolean> {
  let left = limit;
  let cursor: string | undefined;
  for (;;) {
    const pageLimit = Math.min(left, PAGE_LIMIT);
    const page: Page<Item> = await client.call<Page<Item>>({
      path,
      query: { ...query, limit: pageLimit, cursor },
    });
    yield page.items;
    left -= page.items.length;
    if (page.nextCursor === null) return false;
    if (left <= 0) return true;
    cursor = page.nextCursor;
  }
}

export interface ShownList<Item> {
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly columns: readonly ListColumn<Item>[];
  /** In words, plural: `rate tables`. */
  readonly noun: string;
}

export async function showList<Item>(
  client: ServerClient,
  list: ShownList<Item>,
  options: ListOptions,
): Promise<void> {
  const query = { ...list.query, sort: options.sort };
  const pages = pagesOf<Item>(client, list.path, query, limitOf(options));
  const hasMore = options.json === true ? await writeJson(pages) : await writeTable(list, pages);
  if (hasMore) note(`There are more ${list.noun}; --all shows all of them.`);
}

async function writeJson<Item>(pages: AsyncGenerator<readonly Item[], boolean>): Promise<boolean> {
  let separator = '{"items":[';
  for (;;) {
    const { done, value } = await pages.next();
    if (done === true) {
      const start = separator === ',' ? '' : separator;
      await writeStdout(`${start}],"complete":${!value}}\n`);
      return value;
    }
    for (const item of value) {
      await writeStdout(separator + JSON.stringify(item));
      separator = ',';
    }
  }
}

async function writeTable<Item>(
  { columns, noun }: ShownList<Item>,
  pages: AsyncGenerator<readonly Item[], boolean>,
): Promise<boolean> {
  const items: Item[] = [];
  for (;;) {
    const { done, value } = await pages.next();
    if (done !== true) {
      for (const item of value) items.push(item);
      continue;
    }
    if (items.length > 0) await writeStdout(tableOf(columns, items));
    else note(`No ${noun} found.`);
    return value;
  }
}
