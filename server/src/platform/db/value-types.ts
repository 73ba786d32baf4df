/**
 * What values of the database become: nothing that was exact may turn into a binary number, and an
 * instant is the text that the API prints.
 *
 * bigint and numeric are texts; timestamptz is `2026-11-21T00:00:00.000Z`, or null for -infinity,
 * which stands for "always"; a date is `2026-11-21`.
 */

import pg from 'pg';

const OID = {
  int8: 20,
  numeric: 1700,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  numericArray: 1231,
} as const;

const asText = (text: string): string => text;

/** As PostgreSQL writes it in UTC. `Date` takes years below 100 for others, so it is not asked. */
const TIMESTAMP = /^([0-9]{4,6}-[0-9]{2}-[0-9]{2}) ([0-9:]{8})(?:[.]([0-9]{1,6}))?[+]00$/;

/** Of a timestamptz as a session in UTC writes it. */
export function instantOf(text: string): string | null {
  if (text === '-infinity' || text === 'infinity') return null;
  const [, date, time, fraction = ''] = TIMESTAMP.exec(text) ?? [];
  // Before Christ, or in another zone than that of our sessions: told as it stands.
  if (date === undefined) return text;
  return `${date}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}

/** Of a `numeric[]`. */
export const numericItems = (text: string): (string | null)[] => {
  const inner = text.slice(1, -1);
  if (inner === '') return [];
  return inner.split(',').map((item) => (item === 'NULL' ? null : item));
};

export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    switch (oid) {
      case OID.int8:
      case OID.numeric:
      case OID.date:
      case OID.timestamp:
        return asText;
      case OID.timestamptz:
        return instantOf;
      case OID.numericArray:
        return numericItems;
      default:
        return pg.types.getTypeParser(oid, format);
    }
  }) as typeof pg.types.getTypeParser,
};
