/**
 * A data folder with a rate table of many rates, made by the product's own writing of rates: random
 * codes of 4 to 10 digits, some thousand names, a tenth of the codes with a future version, some
 * that have ended, are blocked or tagged.
 */

import { sql } from 'kysely';
import { nameIds } from '../dist/catalogue/names/service.js';
import type { Database } from '../dist/platform/db/database.js';
import { closeChangeSet, openChangeSet } from '../dist/tariffs/change-recording/service.js';
import { emptyContent, insertRates, type RateContent } from '../dist/tariffs/rates/service.js';

const NAME_COUNT = 20_000;
/** A name that a handful of rates has. */
export const RARE_NAME = 'Tristan da Cunha satellite';

export interface StoredTable {
  readonly rateTableId: string;
  readonly loadSeconds: number;
}

function nameOf(index: number): string {
  const kind = ['mobile', 'fixed', 'premium', 'special'][index % 4]!;
  return `Destination ${index} ${kind}`;
}

/** Distinct codes in random order, from their number alone. */
function codeOf(index: number): string {
  const spread = (BigInt(index) * 7_919_333n) % 8_999_999_999n;
  const code = String(1_000_000_000n + spread);
  return index % 3 === 0 ? code : code.slice(0, 10 - (index % 2));
}

function* contents(rateCount: number, ids: ReadonlyMap<string, number>): Generator<RateContent> {
  const codes = new Set<string>();
  for (let index = 0; codes.size < rateCount * 0.9; index++) codes.add(codeOf(index));
  const sorted = [...codes].sort();
  for (const [index, code] of sorted.entries()) {
    const name = index % 100_003 === 7 ? RARE_NAME : nameOf(Math.floor(index / 45) % NAME_COUNT);
    const price = `0.${String(1000 + ((index * 7919) % 90_000)).padStart(6, '0')}`;
    const rate = {
      ...emptyContent(code, 'voice' as const),
      nameId: ids.get(name)!,
      nameIsOwn: true,
      price,
      firstInterval: '60',
      nextInterval: '1',
      effectiveFrom: '2026-01-01T00:00:00.000Z',
      effectiveTo: index % 1000 === 3 ? '2026-06-01T00:00:00.000Z' : null,
      blocked: index % 5000 === 4,
      tag: index % 10_000 === 5 ? 'gold' : null,
    };
    yield rate;
    if (index % 9 === 0)
      yield { ...rate, effectiveFrom: '2026-12-01T00:00:00.000Z', effectiveTo: null };
  }
}

export async function storeRates(database: Database, rateCount: number): Promise<StoredTable> {
  const began = performance.now();
  const rateTableId = await database.transaction(async (db) => {
    const operator = await db.row(
      sql<{ id: string }>`SELECT id FROM accounts WHERE kind = 'operator'`,
    );
    const accountId = operator!.id;
    const table = await db.row(sql<{ id: string }>`
      INSERT INTO rate_tables (name, owner_id, scope) VALUES ('Large', ${accountId}, 'customer')
      RETURNING id`);
    const id = table!.id;
    const who = { kind: 'system', id: null, name: 'bench', role: 'admin' } as const;
    const principal = { ...who, accountId, isOperator: true };
    const call = {
      ...{ db, principal, now: new Date().toISOString(), requestId: null, ip: null },
      ...{ expectedVersion: null, signal: new AbortController().signal },
    };
    const names = Array.from({ length: NAME_COUNT }, (_, index) => nameOf(index));
    const ids = await nameIds(db, [...names, RARE_NAME]);
    const changeSet = await openChangeSet(call, {
      rateTableId: id,
      kind: 'import',
      summary: 'bench',
    });
    await insertRates(db, { changeSetId: changeSet.id, rateTableId: id }, contents(rateCount, ids));
    await closeChangeSet(call, changeSet.id);
    return id;
  });
  return { rateTableId, loadSeconds: (performance.now() - began) / 1000 };
}
