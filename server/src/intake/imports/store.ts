import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import { inScope } from '../../platform/access/scope-conditions.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { type Page, pageRequest, readPage } from '../../platform/db/page.js';
import type { CheckResult } from '../staging/staged.js';
import {
  type Import,
  ImportQuery,
  type ImportRecognition,
  type ImportSettings,
  type ImportSummary,
} from './schema.js';

type Step = ImportSummary['steps'][number];

interface ImportRow {
  readonly id: string;
  readonly version: number;
  readonly rateTableId: string;
  readonly rateTableName: string;
  readonly status: 'uploaded' | 'mapped' | 'checked' | 'applied' | 'discarded';
  readonly isTakenBack: boolean;
  readonly fileName: string;
  readonly fileBytes: string;
  readonly settings: ImportSettings;
  readonly recognition: ImportRecognition | null;
  readonly result: CheckResult | null;
  readonly checkedAt: string | null;
  readonly checkedRevision: string | null;
  readonly stagedCount: number;
  readonly changeSetId: string | null;
}

/** What the API shows, and what applying it asks for. */
export interface StoredImport {
  readonly shown: Import;
  readonly checkedRevision: number | null;
  readonly stagedCount: number;
}

const columns = sql`
  imports.id, imports.version, imports.rate_table_id AS "rateTableId",
  rate_tables.name AS "rateTableName", imports.status,
  imports.change_set_id IS NOT NULL AND is_taken_back(imports.change_set_id) AS "isTakenBack",
  imports.file_name AS "fileName", imports.file_bytes AS "fileBytes", imports.settings,
  imports.recognition, imports.result, imports.checked_at AS "checkedAt",
  imports.checked_revision AS "checkedRevision", imports.staged_count AS "stagedCount",
  imports.change_set_id AS "changeSetId"`;
const source = sql`imports JOIN rate_tables ON rate_tables.id = imports.rate_table_id`;
const isSeen = (principal: Principal) => inScope(principal, sql`rate_tables.owner_id`);

function fromRow(row: ImportRow, steps: readonly Step[]): StoredImport {
  const { id, version, status, fileName, settings, recognition, changeSetId } = row;
  const check = row.result === null ? null : { at: row.checkedAt!, ...row.result };
  const shown = {
    ...{ id, version },
    rateTable: { id: row.rateTableId, name: row.rateTableName },
    status: row.isTakenBack ? ('reverted' as const) : status,
    ...{ fileName, fileBytes: Number(row.fileBytes) },
    check: check as Import['check'],
    changeSetId,
    steps: [...steps],
    ...{ settings, recognition },
  };
  const { checkedRevision, stagedCount } = row;
  return {
    shown,
    checkedRevision: checkedRevision === null ? null : Number(checkedRevision),
    stagedCount,
  };
}

interface StepRow {
  readonly importId: string;
  readonly step: Step['step'];
  readonly at: string;
  readonly actorKind: Step['actor']['kind'];
  readonly actorId: string | null;
  readonly actorName: string;
}

async function stepsOf(db: Connection, ids: readonly string[]): Promise<Map<string, Step[]>> {
  const rows = await db.rows(sql<StepRow>`
    SELECT import_id AS "importId", step, at, actor_kind AS "actorKind", actor_id AS "actorId",
      actor_name AS "actorName"
    FROM import_steps WHERE import_id = ANY (${[...ids]}::bigint[]) ORDER BY import_id, position`);
  const steps = new Map<string, Step[]>(ids.map((id) => [id, []]));
  for (const { importId, step, at, actorKind: kind, actorId: id, actorName: name } of rows) {
    steps.get(importId)?.push({ step, at, actor: { kind, id, name } });
  }
  return steps;
}

const one = (principal: Principal, id: string) => sql<ImportRow>`
  SELECT ${columns} FROM ${source} WHERE imports.id = ${id} AND ${isSeen(principal)}`;

async function found(db: Connection, row: ImportRow | null): Promise<StoredImport | null> {
  if (row === null) return null;
  return fromRow(row, (await stepsOf(db, [row.id])).get(row.id)!);
}

export async function findImport(
  db: Connection,
  principal: Principal,
  id: string,
): Promise<StoredImport | null> {
  return found(db, await db.row(one(principal, id)));
}

/** Nobody else works on it until the transaction ends. */
export async function lockImport(
  db: Transaction,
  principal: Principal,
  id: string,
): Promise<StoredImport | null> {
  return found(db, await db.row(sql<ImportRow>`${one(principal, id)} FOR UPDATE OF imports`));
}

export async function listImports(
  db: Connection,
  rateTableId: string,
  query: ImportQuery,
): Promise<Page<ImportSummary>> {
  const where: RawBuilder<unknown>[] = [sql`imports.rate_table_id = ${rateTableId}`];
  const { status } = query;
  const isTakenBack = sql`coalesce(is_taken_back(imports.change_set_id), false)`;
  if (status === 'reverted') where.push(isTakenBack);
  else if (status !== undefined) {
    where.push(sql`imports.status = ${status} AND NOT ${isTakenBack}`);
  }
  const page = await readPage<ImportRow>(
    db,
    {
      columns,
      from: source,
      where,
      id: sql`imports.id`,
      sorts: { id: { expression: sql`imports.id`, type: 'bigint' } },
    },
    pageRequest(query, ImportQuery),
  );
  const steps = await stepsOf(
    db,
    page.items.map(({ id }) => id),
  );
  const items = page.items.map((row): ImportSummary => {
    const { settings: _, recognition: __, ...shown } = fromRow(row, steps.get(row.id)!).shown;
    return shown;
  });
  return { items, nextCursor: page.nextCursor };
}

export interface NewImport {
  readonly rateTableId: string;
  readonly fileName: string;
  readonly fileBytes: number;
}

export async function insertImport(db: Transaction, made: NewImport): Promise<string> {
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO imports (rate_table_id, file_name, file_bytes)
    VALUES (${made.rateTableId}, ${made.fileName}, ${made.fileBytes}) RETURNING id`);
  return row!.id;
}

export async function insertPiece(
  db: Transaction,
  importId: string,
  position: number,
  bytes: Buffer,
): Promise<void> {
  await db.run(sql`
    INSERT INTO import_files (import_id, position, bytes) VALUES (${importId}, ${position}, ${bytes})`);
}

/** What was understood takes the place of what was checked before. */
export async function setRecognised(
  db: Transaction,
  importId: string,
  read: {
    readonly settings: ImportSettings;
    readonly recognition: ImportRecognition | null;
    readonly status: 'uploaded' | 'mapped';
  },
): Promise<void> {
  await db.run(sql`
    UPDATE imports SET version = version + 1, status = ${read.status},
      settings = ${JSON.stringify(read.settings)}::jsonb,
      recognition = ${read.recognition === null ? null : JSON.stringify(read.recognition)}::jsonb,
      result = NULL, checked_revision = NULL, checked_at = NULL, staged_count = 0
    WHERE id = ${importId}`);
}

export async function setApplied(
  db: Transaction,
  importId: string,
  changeSetId: string | null,
): Promise<void> {
  await db.run(sql`
    UPDATE imports SET version = version + 1, status = 'applied', change_set_id = ${changeSetId}
    WHERE id = ${importId}`);
}

/** With all that it holds, but for what tells that it was there. */
export async function setDiscarded(db: Transaction, importId: string): Promise<void> {
  await db.run(sql`DELETE FROM import_rows WHERE import_id = ${importId}`);
  await db.run(sql`DELETE FROM import_files WHERE import_id = ${importId}`);
  await db.run(sql`
    UPDATE imports SET version = version + 1, status = 'discarded' WHERE id = ${importId}`);
}
