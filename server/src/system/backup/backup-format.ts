/**
 * The format of a backup: one gzip file, whose content is lines of JSON with rows in between.
 *
 *     {"ratedeckBackup":1,"ratedeck":"0.1.0","createdAt":"...","migrations":[...]}
 *     {"table":"accounts","columns":["id","version",...]}
 *     1	1	Operator ...                   rows in the text format of COPY
 *     \.
 *     {"rows":1}
 *     ...                                the other tables, by name
 *     {"sequences":[{"name":"accounts_id_seq","lastValue":"1"},...]}
 *     {"end":true,"sha256":"..."}        of all bytes before this line
 *
 * A file without its last line was cut. Counts stand behind what they count, so that a backup is
 * written in one pass.
 */

import Type, { type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';

export const FORMAT_VERSION = 1;
export const FILE_SUFFIX = '.ratedeck-backup';
export const CONTENT_TYPE = 'application/vnd.ratedeck.backup';

/** Never a row of its own: COPY writes a value `\.` as `\\.`. */
export const DATA_END = '\\.\n';

export const BackupHeader = Type.Object({
  ratedeckBackup: Type.Integer(),
  ratedeck: Type.String(),
  createdAt: Type.String(),
  migrations: Type.Array(Type.Object({ name: Type.String(), checksum: Type.String() })),
});
export type BackupHeader = Static<typeof BackupHeader>;

export const TableHead = Type.Object({
  table: Type.String(),
  columns: Type.Array(Type.String()),
});
export type TableHead = Static<typeof TableHead>;

export const TableEnd = Type.Object({ rows: Type.Integer() });

export const SequenceList = Type.Object({
  sequences: Type.Array(
    Type.Object({
      name: Type.String(),
      /** Null: no value was taken yet. */
      lastValue: Type.Union([Type.String({ pattern: '^-?[0-9]{1,19}$' }), Type.Null()]),
    }),
  ),
});
export type SequenceValue = Static<typeof SequenceList>['sequences'][number];

export const BackupEnd = Type.Object({ end: Type.Literal(true), sha256: Type.String() });

/** The file is no backup, or not as it was written. */
export class BackupDamaged extends Error {}

export function jsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/** The document of a line, or null when it is none of this kind. */
export function parseLine<Schema extends TSchema>(
  schema: Schema,
  line: string,
): Static<Schema> | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  return Value.Check(schema, value) ? value : null;
}

export function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
