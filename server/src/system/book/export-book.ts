/**
 * Writes the whole configuration as a book, piece by piece: constant memory, and one state of the
 * database while others write. Fields that are left out are left out of the text too.
 *
 * All lists are in the order of what they say (owner, name, code, identity, date), never of when it
 * was made: equal systems have equal books, and two books can be compared line by line.
 *
 * What a book has no place for stays behind: addresses of trunks, the operator's own account, that a
 * table is archived, how customers are told of a rate, what categories describe, and that a special
 * rate owns a rate (the rate itself is there). A backup holds everything.
 */

import { ownedReferences, referenceTo } from '@ratedeck/engine';
import { getAccount } from '../../catalogue/accounts/service.js';
import { getTimeProfile } from '../../catalogue/time-profiles/service.js';
import { getTrunk } from '../../catalogue/trunks/service.js';
import type { ReadCall } from '../../platform/access/call.js';
import { given } from '../../platform/book-rules/service.js';
import type { Transaction } from '../../platform/db/connection.js';
import { getRateTable, tableForBook } from '../../tariffs/rate-tables/service.js';
import { rateForBook, selectRates } from '../../tariffs/rates/service.js';
import type { StoredRate } from '../../tariffs/stored-rates/record.js';
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

async function* timeProfiles(call: ReadCall): AsyncGenerator<string> {
  for (const { id } of await store.listNames(call.db, 'time_profiles')) {
    const { name, timeZone, windows, months, monthDays, exceptions } = await getTimeProfile(
      call,
      id,
    );
    yield JSON.stringify(given({ name, timeZone, windows, months, monthDays, exceptions }));
  }
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
    const names = await store.namesOf(call.db, [...ids]);
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

async function* rateTables(call: ExportCall): AsyncGenerator<string> {
  const lookups = await lookupsOf(call);
  let isFirst = true;
  const listed = await store.listRateTables(call.db);
  const tables = listed.map(({ id, name, owner }) => ({
    id,
    name,
    ...(owner !== null && { owner }),
  }));
  const references = ownedReferences(tables);
  const byId = new Map(tables.map((table) => [table.id, table]));
  for (const { id, owner } of tables) {
    const table = await getRateTable(call, id);
    const parent = byId.get(table.parent?.id ?? '');
    const fields = given({
      ...tableForBook(table),
      owner,
      parent: parent === undefined ? null : referenceTo(parent, references),
      codeDeck: table.codeDeck?.name,
      sourceCodeDeck: table.sourceCodeDeck?.name,
    });
    const head = JSON.stringify(fields).slice(0, -1);
    yield `${isFirst ? ',\n  "rateTables": [\n    ' : ',\n    '}${head},"rates":[`;
    yield* rates(call, id, lookups);
    yield ']}';
    isFirst = false;
  }
  if (!isFirst) yield '\n  ]';
}

async function* accounts(call: ReadCall): AsyncGenerator<string> {
  for (const { id } of await store.listNames(call.db, 'accounts')) {
    const account = await getAccount(call, id);
    if (account.kind === 'operator') continue;
    const { name, kind, parent, currency, timeZone, status, network } = account;
    const above = parent?.id === call.principal.accountId ? null : parent?.name;
    yield JSON.stringify(given({ name, kind, parent: above, currency, timeZone, status, network }));
  }
}

async function* trunks(call: ReadCall): AsyncGenerator<string> {
  for (const { id } of await store.listNames(call.db, 'trunks')) {
    const { name, account, techPrefix, numberRules } = await getTrunk(call, id);
    const rules = numberRules.map((rule) =>
      given({
        ...rule,
        numberLength: rule.numberLength === null ? null : given(rule.numberLength),
      }),
    );
    const prefix = techPrefix === '' ? null : techPrefix;
    yield JSON.stringify(
      given({ name, account: account.name, techPrefix: prefix, numberRules: rules }),
    );
  }
}

async function* exchangeRates(call: ReadCall): AsyncGenerator<string> {
  for (const { from, to, rate, date } of await store.listExchangeRates(call.db)) {
    yield JSON.stringify({ from, to, rate, date });
  }
}

/** The text of the book; `call` is of the operator, its database a snapshot. */
export async function* bookText(call: ExportCall): AsyncGenerator<string> {
  yield '{\n  "book": 1';
  yield* list('timeProfiles', timeProfiles(call));
  yield* list('codeDecks', codeDecks(call));
  yield* rateTables(call);
  yield* list('accounts', accounts(call));
  yield* list('trunks', trunks(call));
  yield* list('exchangeRates', exchangeRates(call));
  yield '\n}\n';
}
