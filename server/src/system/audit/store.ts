/** The audit log in the database, as it is read. */

import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import { inScope } from '../../platform/access/scope-conditions.js';
import type { Connection } from '../../platform/db/connection.js';
import { contains, type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type AuditEntry, AuditQuery } from './schema.js';

type EntryRow = Omit<AuditEntry, 'actor'> & {
  readonly actorKind: AuditEntry['actor']['kind'];
  readonly actorId: string | null;
  readonly actorName: string;
};

/** In a list: a page of long notes must not become as large as the memory. */
const CHANGES_MAX = 100;
const TEXT_LENGTH_MAX = 1000;

const cut = (text: RawBuilder<unknown>) => sql`
  CASE WHEN length(${text}) > ${TEXT_LENGTH_MAX}::integer
    THEN left(${text}, ${TEXT_LENGTH_MAX}::integer - 1) || '…' ELSE ${text} END`;

const changes = (isWhole: boolean) => {
  const before = sql`audit_fields.before`;
  const after = sql`audit_fields.after`;
  return sql`(
    SELECT coalesce(json_agg(json_build_object('field', field,
        'before', ${isWhole ? before : cut(before)},
        'after', ${isWhole ? after : cut(after)}) ORDER BY position), '[]')
    FROM audit_fields WHERE audit_entry_id = audit_entries.id
    ${isWhole ? sql`` : sql`AND position < ${CHANGES_MAX}`})`;
};

const columns = (isWhole: boolean) => sql`
  audit_entries.id, audit_entries.at, actor_kind AS "actorKind", actor_id AS "actorId",
  actor_name AS "actorName", host(ip) AS ip, request_id AS "requestId", action, noun,
  noun_id AS "nounId", noun_name AS "nounName", change_set_id AS "changeSetId",
  (SELECT count(*)::integer FROM audit_fields WHERE audit_entry_id = audit_entries.id)
    AS "changeCount",
  ${changes(isWhole)} AS changes`;

const sorts = { at: { expression: sql`audit_entries.id`, type: 'bigint' } } as const;

function fromRow({ actorKind, actorId, actorName, ...row }: EntryRow): AuditEntry {
  return { ...row, actor: { kind: actorKind, id: actorId, name: actorName } };
}

/** What is null is compared with nothing. */
function conditionsOf(query: AuditQuery): RawBuilder<unknown>[] {
  const { search, noun, nounId, action, actor, actorKind, actorId, from, to } = query;
  const where: RawBuilder<unknown>[] = [];
  if (search !== undefined) {
    const inName = contains(sql`coalesce(noun_name, '')`, search);
    where.push(sql`(${inName} OR ${contains(sql`actor_name`, search)})`);
  }
  if (noun !== undefined) where.push(sql`noun = ${noun}`);
  if (nounId !== undefined) where.push(sql`noun_id = ${nounId}`);
  if (action !== undefined) where.push(sql`action = ${action}`);
  if (actor !== undefined) where.push(sql`actor_name = ${actor}`);
  if (actorKind !== undefined) where.push(sql`actor_kind = ${actorKind}`);
  if (actorId !== undefined) where.push(sql`actor_id = ${actorId}`);
  if (from !== undefined) where.push(sql`at >= ${from}::timestamptz`);
  if (to !== undefined) where.push(sql`at < ${to}::timestamptz`);
  return where;
}

export async function listEntries(
  db: Connection,
  principal: Principal,
  query: AuditQuery,
): Promise<Page<AuditEntry>> {
  const where = [inScope(principal, sql`owner_id`), ...conditionsOf(query)];
  const page = await readPage<EntryRow>(
    db,
    { columns: columns(false), from: sql`audit_entries`, where, id: sql`audit_entries.id`, sorts },
    pageRequest(query, AuditQuery),
  );
  return { items: page.items.map(fromRow), nextCursor: page.nextCursor };
}

export async function findEntry(
  db: Connection,
  principal: Principal,
  id: string,
): Promise<AuditEntry | null> {
  const row = await db.row(sql<EntryRow>`
    SELECT ${columns(true)} FROM audit_entries
    WHERE id = ${id} AND ${inScope(principal, sql`owner_id`)}`);
  return row === null ? null : fromRow(row);
}
