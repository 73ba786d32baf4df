/**
 * Two rate tables of many rates, made by the product's own writing of rates, as unkind to lists as
 * tables get:
 *
 * - `large`: half of its codes begin with 44, three of ten rates have one name, six of ten one
 *   price, a tenth of its codes have several future versions; of its rates a handful have ended,
 *   are about to end, are blocked or stashed, and these have the last codes and the highest prices.
 * - `history`: the other way round. All but a handful of its rates have ended.
 *
 * The database counts both together, so what it expects of either is wrong.
 */

import { sql } from 'kysely';
import { nameIds } from '../dist/catalogue/names/service.js';
import type { Query, Transaction } from '../dist/platform/db/connection.js';
import type { Database } from '../dist/platform/db/database.js';
import { closeChangeSet, openChangeSet } from '../dist/tariffs/change-recording/service.js';
import { insertRates } from '../dist/tariffs/stored-rates/bulk-store.js';
import { emptyContent, type RateContent } from '../dist/tariffs/stored-rates/record.js';

const NAME_COUNT = 20_000;
/** Names that three of ten rates have, and that a handful has. */
export const COMMON_NAME = 'Everywhere mobile';
export const RARE_NAME = 'Tristan da Cunha satellite';
const VERSIONS = 4;
const HANDFUL = 40;

export interface StoredTables {
  readonly largeId: string;
  readonly historyId: string;
  readonly categoryIds: { readonly common: string; readonly rare: string };
  readonly timeProfileIds: { readonly common: string; readonly rare: string };
  readonly loadSeconds: number;
}

interface Ids {
  readonly names: ReadonlyMap<string, number>;
  readonly common: Pick<RateContent, 'categoryId' | 'timeProfileId'>;
  readonly rare: Pick<RateContent, 'categoryId' | 'timeProfileId'>;
}

function nameOf(index: number): string {
  const kind = ['mobile', 'fixed', 'premium', 'special'][index % 4]!;
  return `Destination ${index} ${kind}`;
}

/** Distinct codes in random order, from their number alone; every other one begins with 44. */
function codeOf(index: number): string {
  const spread = (BigInt(index) * 7_919_333n) % 8_999_999_999n;
  const code = String(1_000_000_000n + spread);
  return index % 2 === 0 ? `44${code.slice(2)}` : code.slice(0, 10 - (index % 3));
}

function sortedCodes(count: number): string[] {
  const codes = new Set<string>();
  for (let index = 0; codes.size < count; index += 1) codes.add(codeOf(index));
  return [...codes].sort();
}

function priceOf(index: number): string {
  return index % 10 < 6 ? '0.01' : `0.${String(1000 + ((index * 7919) % 90_000)).padStart(6, '0')}`;
}

function rateOf(index: number, code: string, ids: Ids): RateContent {
  const isCommon = index % 10 < 3;
  const name = isCommon ? COMMON_NAME : nameOf(Math.floor(index / 45) % NAME_COUNT);
  return {
    ...emptyContent(code, 'voice' as const),
    ...(index % 10 < 3 && ids.common),
    nameId: ids.names.get(name)!,
    nameIsOwn: true,
    price: priceOf(index),
    firstInterval: '60',
    nextInterval: '1',
    tag: index % 10 === 5 ? 'silver' : null,
    effectiveFrom: `202${3 + (index % 3)}-0${1 + (index % 9)}-01T00:00:00.000Z`,
  };
}

/** What only a handful of rates is, each rate one thing of it. */
function rarity(index: number, ids: Ids): Partial<RateContent> {
  const price = '9.5';
  switch (index % 7) {
    case 0:
      return { price, effectiveTo: '2026-01-01T00:00:00.000Z' };
    case 1:
      return { price, effectiveTo: '2096-01-01T00:00:00.000Z' };
    case 2:
      return { price, blocked: true };
    case 3:
      return { price, stashed: true };
    case 4:
      return { price, tag: 'gold', service: 'sms' };
    case 5:
      return { price, ...ids.rare };
    default:
      return { price, nameId: ids.names.get(RARE_NAME)! };
  }
}

function* largeContents(rateCount: number, ids: Ids): Generator<RateContent> {
  // A code of ten has VERSIONS versions.
  const codes = sortedCodes(Math.ceil((rateCount * 10) / (9 + VERSIONS)));
  for (const [index, code] of codes.entries()) {
    const rate = rateOf(index, code, ids);
    const isRare = index >= codes.length - HANDFUL * 7;
    yield isRare ? { ...rate, ...rarity(index, ids) } : rate;
    if (isRare || index % 10 !== 0) continue;
    for (let version = 1; version < VERSIONS; version += 1) {
      yield { ...rate, effectiveFrom: `209${version}-01-01T00:00:00.000Z` };
    }
  }
}

function* historyContents(rateCount: number, ids: Ids): Generator<RateContent> {
  const codes = sortedCodes(Math.ceil(rateCount / 2));
  for (const [index, code] of codes.entries()) {
    const rate = rateOf(index, code, ids);
    const isLive = index >= codes.length - HANDFUL;
    const effectiveTo = isLive ? null : '2026-06-01T00:00:00.000Z';
    yield { ...rate, effectiveFrom: '2020-01-01T00:00:00.000Z' };
    yield { ...rate, price: isLive ? '9.5' : rate.price, effectiveTo };
  }
}

async function idOf(db: Transaction, query: Query<{ id: string }>): Promise<string> {
  return (await db.row(query))!.id;
}

/** A table of the operator with these rates; its id. */
export async function storeTable(
  db: Transaction,
  name: string,
  contents: Iterable<RateContent>,
): Promise<string> {
  const accountId = await idOf(db, sql`SELECT id FROM accounts WHERE kind = 'operator'`);
  const who = { kind: 'system', id: null, name: 'bench', role: 'admin' } as const;
  const call = {
    ...{ db, now: new Date().toISOString(), requestId: null, ip: null },
    ...{ expectedVersions: null, signal: new AbortController().signal },
    principal: { ...who, accountId, isOperator: true },
  };
  const rateTableId = await idOf(
    db,
    sql`INSERT INTO rate_tables (name, owner_id, scope) VALUES (${name}, ${accountId}, 'customer')
      RETURNING id`,
  );
  const start = { rateTableId, kind: 'import', summary: 'bench' } as const;
  const changeSet = await openChangeSet(call, start);
  await insertRates(db, { changeSetId: changeSet.id, rateTableId }, contents);
  await closeChangeSet(call, changeSet.id);
  return rateTableId;
}

export async function storeRates(database: Database, rateCount: number): Promise<StoredTables> {
  return database.transaction(async (db) => {
    const category = (name: string) =>
      idOf(db, sql`INSERT INTO categories (name) VALUES (${name}) RETURNING id`);
    const profile = (name: string) =>
      idOf(db, sql`INSERT INTO time_profiles (name) VALUES (${name}) RETURNING id`);
    const categoryIds = { common: await category('Common'), rare: await category('Rare') };
    const timeProfileIds = { common: await profile('Common'), rare: await profile('Rare') };
    const names = Array.from({ length: NAME_COUNT }, (_, index) => nameOf(index));
    const ids: Ids = {
      names: await nameIds({ db }, [...names, COMMON_NAME, RARE_NAME]),
      common: { categoryId: categoryIds.common, timeProfileId: timeProfileIds.common },
      rare: { categoryId: categoryIds.rare, timeProfileId: timeProfileIds.rare },
    };
    const began = performance.now();
    const largeId = await storeTable(db, 'Large', largeContents(rateCount, ids));
    const loadSeconds = (performance.now() - began) / 1000;
    const historyId = await storeTable(db, 'History', historyContents(rateCount, ids));
    return { largeId, historyId, categoryIds, timeProfileIds, loadSeconds };
  });
}
