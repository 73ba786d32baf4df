/**
 * Writes the whole configuration as a book, piece by piece: constant memory, and one state of the
 * database while others write. Fields that are left out are left out of the text too.
 *
 * All lists are in the order of what they say (owner, name, code, identity, date), never of when it
 * was made: equal systems have equal books, and two books can be compared line by line.
 *
 * What a book has no place for stays behind: addresses of trunks, the operator's own account, that a
 * table or plan is archived, how customers are told of a rate, what categories describe, and that a special
 * rate owns a rate (the rate itself is there). A backup holds everything.
 */

import { namesOfIds } from '../../catalogue/names/service.js';
import type { ReadCall } from '../../platform/access/call.js';
import { given } from '../../platform/book-rules/service.js';
import type { Transaction } from '../../platform/db/connection.js';
import { rateForBook, selectRates } from '../../tariffs/rates/service.js';
import type { StoredRate } from '../../tariffs/stored-rates/record.js';
import {
  type BookParts,
  type Configuration,
  readConfiguration,
} from '../../usage/configuration/service.js';
import * as store from './store.js';

type ExportCall = ReadCall & { readonly db: Transaction };

const CODES_A_STEP = 10_000;

async function* list(name: string, items: AsyncIterable<string>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const item of items) {
    yield isFirst ? `,\n  ${JSON.stringify(name)}: [\n    ${item}` : `,\n    ${item}`;
    isFirst = false;
  }
  if (!isFirst) yield '\n  ]';
}

async function* codeDecks(call: ReadCall): AsyncGenerator<string> {
  for (const { id, name } of await store.listNames(call.db, 'code_decks')) {
    let after: string | null = null;
    let text = '';
    for (;;) {
      const codes: store.NamedCode[] = await store.listCodes(call.db, id, after, CODES_A_STEP);
      for (const code of codes) {
        text += `${text === '' ? '' : ',\n      '}${JSON.stringify(given({ ...code }))}`;
      }
      if (codes.length < CODES_A_STEP) break;
      after = codes.at(-1)!.code;
    }
    yield `{"name":${JSON.stringify(name)},"codes":[${text}]}`;
  }
}

interface Lookups {
  readonly profiles: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, string>;
}

/** Where a rate stands among those of its code: what it says decides, never when it was made. */
function placeOf(rate: StoredRate, text: string, lookups: Lookups): string {
  const { service, sourceCode, numberLengthMin, numberLengthMax, tag, effectiveFrom } = rate;
  const profile = lookups.profiles.get(rate.timeProfileId ?? '');
  const identity = [service, sourceCode, numberLengthMin, numberLengthMax, profile, tag];
  const said = [...identity, effectiveFrom, rate.stashed ? 1 : 0].map((value) => value ?? '');
  return [rate.code, ...said, text].join('\n');
}

function rateText(rate: StoredRate, name: string | undefined, lookups: Lookups): string {
  return JSON.stringify(
    given(
      rateForBook(rate, {
        name: rate.nameIsOwn ? (name ?? null) : null,
        timeProfile: lookups.profiles.get(rate.timeProfileId ?? '') ?? null,
        category: lookups.categories.get(rate.categoryId ?? '') ?? null,
      }),
    ),
  );
}

async function* rates(call: ExportCall, id: string, lookups: Lookups): AsyncGenerator<string> {
  let isFirst = true;
  for await (const chunk of selectRates(call, { rateTableId: id })) {
    const ids = new Set(chunk.filter(({ nameIsOwn }) => nameIsOwn).map(({ nameId }) => nameId));
    const names = await namesOfIds(call, [...ids]);
    const lines = chunk
      .map((rate) => {
        const text = rateText(rate, names.get(rate.nameId), lookups);
        return { text, place: placeOf(rate, text, lookups) };
      })
      .sort((one, other) => (one.place < other.place ? -1 : 1));
    yield `${isFirst ? '' : ',\n      '}${lines.map(({ text }) => text).join(',\n      ')}`;
    isFirst = false;
  }
}

async function lookupsOf(call: ReadCall): Promise<Lookups> {
  const byId = async (table: store.NamedTable) =>
    new Map((await store.listNames(call.db, table)).map(({ id, name }) => [id, name]));
  return { profiles: await byId('time_profiles'), categories: await byId('categories') };
}

async function* rateTables(
  call: ExportCall,
  { book, tables }: Configuration,
): AsyncGenerator<string> {
  const lookups = await lookupsOf(call);
  for (const [index, table] of book.rateTables.entries()) {
    const head = JSON.stringify(table).slice(0, -1);
    yield `${index === 0 ? ',\n  "rateTables": [\n    ' : ',\n    '}${head},"rates":[`;
    yield* rates(call, tables[index]!.id, lookups);
    yield ']}';
  }
  if (tables.length > 0) yield '\n  ]';
}

async function* partsOf(book: BookParts, noun: keyof BookParts): AsyncGenerator<string> {
  for (const part of book[noun]) yield JSON.stringify(part);
}

/** The text of the book; `call` is of the operator, its database a snapshot. */
export async function* bookText(call: ExportCall): AsyncGenerator<string> {
  const configuration = await readConfiguration(call);
  const { book } = configuration;
  yield '{\n  "book": 1';
  yield* list('timeProfiles', partsOf(book, 'timeProfiles'));
  yield* list('codeDecks', codeDecks(call));
  yield* rateTables(call, configuration);
  for (const noun of ['ratingPlans', 'accounts', 'trunks', 'assignments'] as const) {
    yield* list(noun, partsOf(book, noun));
  }
  yield* list('exchangeRates', partsOf(book, 'exchangeRates'));
  yield '\n}\n';
}
