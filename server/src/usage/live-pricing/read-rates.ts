/**
 * The rates of a table in the form that the compiler takes. A million come as the bytes of a COPY of
 * which each distinct content is looked at once; those of a few codes as rows.
 */

import { type PackedRates, type RateContent, RatePacker } from '@ratedeck/engine';
import { namesOfIds } from '../../catalogue/names/service.js';
import { type CsvFault, readCsvRows } from '../../platform/csv/csv-rows.js';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { instantOf, numericItems } from '../../platform/db/value-types.js';
import { rateForBook } from '../../tariffs/rates/service.js';
import { ratesOfCodes } from '../../tariffs/stored-rates/bulk-store.js';
import {
  emptyContent,
  type RateContent as StoredContent,
} from '../../tariffs/stored-rates/record.js';
import { compiledColumns, copyRates } from './store.js';

/** By the columns' types; what is not here is text. */
const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  smallint: Number,
  integer: Number,
  boolean: (text) => text === 't',
  timestamptz: instantOf,
  'numeric[]': numericItems,
};

type Profiles = ReadonlyMap<string, string>;

/** Filled by the types of columns, once for each of a million contents. */
type Slots = { -readonly [Field in keyof StoredContent]: unknown };

const decoder = new TextDecoder();

function contentOfLine(bytes: Uint8Array): StoredContent {
  let found: string[] = [];
  const take = (row: string[]): void => {
    found = row;
  };
  const refuse = ({ message }: CsvFault): void => {
    throw new Error(`what the database sent is no CSV: ${message}`);
  };
  readCsvRows(`${decoder.decode(bytes)}\n`, ',', { position: 0, line: 1 }, take, refuse);
  // What a price does not depend on is not read: there it is as in an empty one.
  const content: Slots = emptyContent('', 'voice');
  for (const [index, { field, type }] of compiledColumns.entries()) {
    const text = found[index]!;
    const parse = parsers[type];
    // What is there may stand for null: `-infinity` is no instant.
    content[field] = text === '' || parse === undefined ? text || null : parse(text);
  }
  content.code = '';
  return content as StoredContent;
}

/**
 * As the book has them, with the names that results call them by; null when one of them names a time
 * profile that is not among these.
 */
async function forBook(
  db: Connection,
  contents: readonly StoredContent[],
  profiles: Profiles,
): Promise<RateContent[] | null> {
  const isKnown = contents.every(({ timeProfileId: id }) => id === null || profiles.has(id));
  if (!isKnown) return null;
  const names = await namesOfIds({ db }, [...new Set(contents.map(({ nameId }) => nameId))]);
  return contents.map((content) =>
    rateForBook(content, {
      name: names.get(content.nameId) ?? null,
      timeProfile: profiles.get(content.timeProfileId ?? '') ?? null,
      category: null,
    }),
  );
}

/** All rates of a table; null when one of them names a time profile that is not among these. */
export async function readTableRates(
  db: Transaction,
  rateTableId: string,
  profiles: Profiles,
): Promise<PackedRates | null> {
  const contents: StoredContent[] = [];
  const packer = new RatePacker({
    delimiter: ',',
    codeColumn: 0,
    readContent: (row) => {
      contents.push(contentOfLine(row));
      return {};
    },
  });
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of copyRates(db, rateTableId)) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const taken = packer.add(bytes, false);
    if (taken === null) throw new Error(`rates of the table ${rateTableId} are not plain CSV`);
    rest = bytes.subarray(taken);
  }
  if (packer.add(rest, true) === null) throw new Error(`a rate of ${rateTableId} is cut short`);
  const named = await forBook(db, contents, profiles);
  return named === null ? null : { ...packer.finish(), contents: named };
}

/** All rates of some codes; null in the same case. */
export async function readCodeRates(
  db: Connection,
  rateTableId: string,
  codes: readonly string[],
  profiles: Profiles,
): Promise<RateContent[] | null> {
  return forBook(db, await ratesOfCodes(db, rateTableId, codes), profiles);
}
