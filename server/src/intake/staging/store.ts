import type { Rejection } from '@ratedeck/decks';
import { sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { type CopyValue, copyLine } from '../../platform/db/copy-line.js';
import { storedColumns } from '../../tariffs/stored-rates/bulk-store.js';
import {
  ALWAYS,
  contentColumns,
  type RateContent,
  type StoredRate,
} from '../../tariffs/stored-rates/record.js';
import { ratesByCode } from '../../tariffs/stored-rates/selected-rates-store.js';
import type { Decision } from '../decisions/decided.js';
import type { Recognised } from './recognised.js';
import type { CheckResult } from './staged.js';

/** The file in its pieces, in order. */
export async function* filePieces(db: Connection, importId: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position += 1) {
    const piece = await db.row(sql<{ bytes: Buffer }>`
      SELECT bytes FROM import_files WHERE import_id = ${importId} AND position = ${position}`);
    if (piece === null) return;
    yield piece.bytes;
  }
}

async function idsByName(
  rows: Promise<{ readonly id: string; readonly name: string }[]>,
): Promise<Map<string, string>> {
  return new Map((await rows).map(({ id, name }) => [name, id]));
}

export function profileIds(db: Connection): Promise<Map<string, string>> {
  return idsByName(db.rows(sql<{ id: string; name: string }>`SELECT id, name FROM time_profiles`));
}

export function categoryIds(db: Connection): Promise<Map<string, string>> {
  return idsByName(db.rows(sql<{ id: string; name: string }>`SELECT id, name FROM categories`));
}

/** All versions of a table by code, whole codes at a time; stashed ones left out. */
export function allVersions(
  db: Transaction,
  rateTableId: string,
): AsyncGenerator<readonly StoredRate[]> {
  return ratesByCode(db, [sql`rates.rate_table_id = ${rateTableId}`, sql`NOT rates.stashed`]);
}

/** Rates of a table by their ids, stashed ones too. */
export function ratesOfIds(
  db: Transaction,
  rateTableId: string,
  ids: readonly string[],
): Promise<StoredRate[]> {
  return db.rows(sql<StoredRate>`
    SELECT ${storedColumns('rates')} FROM rates
    WHERE rates.id = ANY (${[...ids]}::bigint[]) AND rates.rate_table_id = ${rateTableId}`);
}

/**
 * Whether the import is still what was asked about; then nobody else works on it until the transaction
 * ends.
 */
export async function lockVersion(
  db: Transaction,
  importId: string,
  version: number,
): Promise<boolean> {
  const row = await db.row(sql<{ version: number }>`
    SELECT version FROM imports
    WHERE id = ${importId} AND status IN ('uploaded', 'mapped', 'checked') FOR UPDATE`);
  return row?.version === version;
}

export type ImportStep = 'uploaded' | 'mapped' | 'checked' | 'applied' | 'discarded';

export async function addStep(
  db: Transaction,
  importId: string,
  step: ImportStep,
  { at, actor }: { readonly at: string; readonly actor: Principal },
): Promise<void> {
  await db.run(sql`
    INSERT INTO import_steps (import_id, position, step, at, actor_kind, actor_id, actor_name)
    SELECT ${importId}, count(*), ${step}, ${at}, ${actor.kind}, ${actor.id}, ${actor.name}
    FROM import_steps WHERE import_id = ${importId}`);
}

export async function setChecked(
  db: Transaction,
  importId: string,
  check: {
    readonly result: CheckResult;
    readonly recognition: Recognised;
    readonly revision: number;
    readonly at: string;
    readonly stagedCount: number;
  },
): Promise<void> {
  await db.run(sql`
    UPDATE imports SET version = version + 1, status = 'checked',
      recognition = ${JSON.stringify(check.recognition)}::jsonb,
      result = ${JSON.stringify(check.result)}::jsonb, checked_revision = ${check.revision},
      checked_at = ${check.at}, staged_count = ${check.stagedCount}
    WHERE id = ${importId}`);
}

export async function clearRows(db: Transaction, importId: string): Promise<void> {
  await db.run(sql`DELETE FROM import_rows WHERE import_id = ${importId}`);
}

export interface StagedRow {
  readonly ordinal: number;
  readonly decision: Decision;
  readonly isPending: boolean;
  /** Why nothing is written: for programs, and for people. */
  readonly reason: string | null;
  readonly message: string | null;
}

const target = `import_rows (import_id, ordinal, kind, effect, sheet, row, before_id, before_price,
  pending, reason, message, ${contentColumns.map(({ column }) => column).join(', ')})`;

function listText(value: unknown): CopyValue {
  if (!Array.isArray(value)) return value as CopyValue;
  return `{${value.map((item) => item ?? 'NULL').join(',')}}`;
}

/** What it will be; else what goes, or what the file says. What is unchanged is told by what it equals. */
function shownContent({ after, before, effect, entry, kind }: Decision): RateContent | null {
  if (after !== null || kind === 'unchanged') return after;
  return effect === 'delete' || entry === null ? before : entry.content;
}

function contentValues(decision: Decision): CopyValue[] {
  const content = shownContent(decision);
  if (content === null) {
    const { code } = (decision.entry?.content ?? decision.before)!;
    return contentColumns.map(({ field }) => (field === 'code' ? code : null));
  }
  return contentColumns.map(({ field }) => {
    const value = content[field];
    return field === 'effectiveFrom' ? ((value as string | null) ?? ALWAYS) : listText(value);
  });
}

export function writeRows(
  db: Transaction,
  importId: string,
  rows: Iterable<StagedRow>,
): Promise<number> {
  return db.copyIn(
    target,
    (function* lines() {
      for (const { ordinal, decision, isPending, reason, message } of rows) {
        const { kind, effect, entry, before } = decision;
        yield copyLine([
          ...[importId, ordinal, kind, effect, entry?.sheet ?? null, entry?.row ?? null],
          ...[before?.id ?? null, before?.price ?? null, isPending, reason, message],
          ...contentValues(decision),
        ]);
      }
    })(),
  );
}

/** Rows of the file that became no rate. */
export interface RejectedRow {
  readonly ordinal: number;
  readonly sheet: string;
  readonly row: number;
  readonly reason: string;
  readonly message: string;
}

export function writeRejectedRows(
  db: Transaction,
  importId: string,
  rows: Iterable<RejectedRow>,
): Promise<number> {
  return db.copyIn(
    'import_rows (import_id, ordinal, kind, effect, sheet, row, pending, reason, message, code)',
    (function* lines() {
      for (const { ordinal, sheet, row, reason, message } of rows) {
        const place = [importId, ordinal, 'rejected', 'none', sheet, row, false];
        yield copyLine([...place, reason, message, '']);
      }
    })(),
  );
}

/** Rows of the file that the last check has refused, with why. */
export function refusedRows(db: Connection, importId: string): Promise<Rejection[]> {
  return db.rows(sql<Rejection>`
    SELECT coalesce(sheet, '') AS sheet, coalesce(row, 1) AS row, '' AS column, '' AS value, coalesce(reason, '') AS code,
      coalesce(message, '') AS message
    FROM import_rows WHERE import_id = ${importId} AND kind = 'rejected' AND row IS NOT NULL
    ORDER BY ordinal`);
}
