/**
 * Code decks: which codes there are and what they are called. All accounts share them, so the
 * operator keeps them; the one that comes with the product is copied, not edited.
 *
 * When codes change, the rates whose names follow the deck change their names with them, in the same
 * transaction.
 */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import {
  type AuditedThing,
  auditOf,
  recordAudit,
} from '../../platform/audit-trail/record-audit.js';
import { bookFaults } from '../../platform/book-rules/service.js';
import type { Page } from '../../platform/db/page.js';
import {
  invalidRequest,
  notFound,
  Problem,
  unknownReference,
} from '../../platform/problems/problem.js';
import { nameIds } from '../names/service.js';
import { findCodesOfName } from './code-names-store.js';
import { listCodes } from './code-page-store.js';
import type {
  CodeDeck,
  CodeDeckCode,
  CodeDeckEdit,
  CodeDeckQuery,
  CodesDeleted,
  CodesPut,
  CodesQuery,
  CodesToDelete,
  CodesToPut,
  NewCode,
  NewCodeDeck,
} from './schema.js';
import * as store from './store.js';

export { codeNameResolver, type ResolvedName, resolveCodeNames } from './code-names.js';
export { loadShippedCodeDeck } from './shipped-deck.js';

/** All codes of the deck with exactly this name, sorted. */
export function codesOfName(
  { db }: Pick<ReadCall, 'db'>,
  codeDeckId: string,
  name: string,
): Promise<string[]> {
  return findCodesOfName(db, codeDeckId, name);
}

/** Hears that codes of a deck were changed, in the transaction that changed them. */
export type CodesListener = (call: WriteCall, codeDeckId: string) => Promise<void>;

/** An audit entry shows so many codes; how many there were in all it says by numbers. */
const AUDITED_CODES_MAX = 400;
/** So many new codes change what the database should know of the deck. */
const MANY_CODES = 5000;

export function listCodeDecks(call: ReadCall, query: CodeDeckQuery): Promise<Page<CodeDeck>> {
  return store.listCodeDecks(call.db, query);
}

export async function getCodeDeck(call: ReadCall, id: string): Promise<CodeDeck> {
  const deck = await store.findCodeDeck(call.db, id);
  if (deck === null) throw notFound('code deck', id);
  return deck;
}

export async function listDeckCodes(
  call: ReadCall,
  id: string,
  query: CodesQuery,
): Promise<Page<CodeDeckCode>> {
  await getCodeDeck(call, id);
  return listCodes(call.db, id, query);
}

function requireValid(name: string, codes: readonly NewCode[]): void {
  const faults = bookFaults({ codeDecks: [{ name, codes }] }, (path) =>
    path.replace(/^codeDecks\[0\][.]?/, ''),
  );
  if (faults.length > 0) throw invalidRequest(...faults);
}

export async function createCodeDeck(call: WriteCall, input: NewCodeDeck): Promise<CodeDeck> {
  const { name, copyOf, codes = [] } = input;
  requireValid(name, codes);
  if (copyOf !== undefined && (await store.findCodeDeck(call.db, copyOf)) === null) {
    throw invalidRequest(unknownReference('copyOf', 'code deck'));
  }
  const id = await store.insertCodeDeck(call.db, name, false);
  if (copyOf !== undefined) {
    await store.copyCodes(call.db, copyOf, id);
    await store.countForPlans(call.db);
  }
  await writeCodes(call, id, codes);
  const deck = await getCodeDeck(call, id);
  await audit(call, 'create', null, { ...deck, copyOf });
  return deck;
}

export async function editCodeDeck(
  call: WriteCall,
  id: string,
  { name }: CodeDeckEdit,
): Promise<CodeDeck> {
  const before = await lockCodeDeck(call, id);
  await store.renameCodeDeck(call.db, id, name);
  const deck = await getCodeDeck(call, id);
  await audit(call, 'edit', before, deck);
  return deck;
}

export async function deleteCodeDeck(call: WriteCall, id: string): Promise<void> {
  const deck = await lockCodeDeck(call, id);
  if (deck.shipped) {
    throw new Problem('conflict', 'this deck comes with Ratedeck and stays; leave it unused');
  }
  const tableCount = await store.countRateTables(call.db, id);
  if (tableCount > 0) {
    const detail = `${tableCount} rate table(s) use it: give them another code deck first`;
    throw new Problem('still_in_use', detail);
  }
  await store.deleteCodeDeck(call.db, id);
  await audit(call, 'delete', deck, null);
}

interface CodeChange {
  readonly code: string;
  /** Null: the deck did not have it. */
  readonly before: store.StoredCode | null;
  /** Null: the deck does not have it any more. */
  readonly after: store.StoredCode | null;
}

/** Writes those of the codes that differ from what the deck has; answers with them. */
async function writeCodes(
  call: WriteCall,
  id: string,
  codes: readonly NewCode[],
): Promise<CodeChange[]> {
  if (codes.length === 0) return [];
  const ids = await nameIds(
    call,
    codes.map(({ name }) => name),
  );
  const found = await store.findCodes(
    call.db,
    id,
    codes.map(({ code }) => code),
  );
  const stored = new Map(found.map((entry) => [entry.code, entry]));
  const changes = codes
    .map(({ code, name, country }) => {
      const before = stored.get(code) ?? null;
      const kept = country === undefined ? (before?.country ?? null) : country;
      const after = { code, name, nameId: ids.get(name)!, country: kept };
      return { code, before, after };
    })
    .filter(({ before, after }) => {
      return before?.nameId !== after.nameId || before.country !== after.country;
    });
  await store.putCodes(
    call.db,
    id,
    changes.map(({ after }) => after),
  );
  if (changes.length >= MANY_CODES) await store.countForPlans(call.db);
  return changes;
}

export async function putCodes(
  call: WriteCall,
  id: string,
  { codes }: CodesToPut,
): Promise<CodesPut> {
  const before = await lockCodesOf(call, id);
  requireValid(before.name, codes);
  const changes = await writeCodes(call, id, codes);
  const deck = await finishCodes(call, before, changes);
  const addedCount = changes.filter((change) => change.before === null).length;
  return {
    ...deck,
    addedCount,
    changedCount: changes.length - addedCount,
    unchangedCount: codes.length - changes.length,
  };
}

/**
 * Codes that the deck does not have yet, under one name: entered where they are used. One that it has
 * under another name is not renamed by the way.
 */
export async function addMissingCodes(
  call: WriteCall,
  deck: Pick<CodeDeck, 'id' | 'name'>,
  codes: readonly string[],
  name: string,
): Promise<string[]> {
  const found = await store.findCodes(call.db, deck.id, codes);
  const others = found.filter((entry) => entry.name !== name);
  if (others.length > 0) {
    const named = others.slice(0, 10).map((entry) => `${entry.code} ${JSON.stringify(entry.name)}`);
    throw new Problem(
      'conflict',
      `the code deck ${JSON.stringify(deck.name)} calls ${named.join(', ')}: leave the new name ` +
        'out, or rename the codes there',
    );
  }
  const known = new Set(found.map(({ code }) => code));
  const missing = codes.filter((code) => !known.has(code));
  if (missing.length === 0) return [];
  if (!call.principal.isOperator) {
    const detail = 'code decks are shared by all accounts: only users of the operator add codes';
    throw new Problem('forbidden', detail);
  }
  // The version that the caller expects is that of something else.
  await putCodes({ ...call, expectedVersions: null }, deck.id, {
    codes: missing.map((code) => ({ code, name })),
  });
  return missing;
}

export async function deleteCodes(
  call: WriteCall,
  id: string,
  input: CodesToDelete,
): Promise<CodesDeleted> {
  const before = await lockCodesOf(call, id);
  const codes = [...new Set(input.codes)];
  const found = await store.findCodes(call.db, id, codes);
  await store.deleteCodes(call.db, id, codes);
  const changes = found.map((entry) => ({ code: entry.code, before: entry, after: null }));
  const deck = await finishCodes(call, before, changes);
  return { ...deck, deletedCount: found.length, unknownCount: codes.length - found.length };
}

/** What every change of codes ends with: version, names of rates, audit. */
async function finishCodes(
  call: WriteCall,
  deckBefore: CodeDeck,
  changes: readonly CodeChange[],
): Promise<CodeDeck> {
  const { id } = deckBefore;
  if (changes.length === 0) return deckBefore;
  await store.raiseVersion(call.db, id);
  await store.renameFollowingRates(
    call.db,
    id,
    changes.map(({ code }) => code),
  );
  const deck = await getCodeDeck(call, id);
  const shown = changes.slice(0, AUDITED_CODES_MAX);
  const textsOf = (side: 'before' | 'after') =>
    Object.fromEntries(shown.map((change) => [change.code, textOf(change[side])]));
  const { codeCount } = deck;
  await recordAudit(call, {
    ...{ ...audited(deck, call), action: 'edit-codes' },
    before: { codeCount: deckBefore.codeCount, codes: textsOf('before') },
    after: { codeCount, codes: textsOf('after'), changedCodeCount: changes.length },
  });
  return deck;
}

function textOf(entry: store.StoredCode | null): string | null {
  if (entry === null) return null;
  return entry.country === null ? entry.name : `${entry.name} (${entry.country})`;
}

async function lockCodeDeck(call: WriteCall, id: string): Promise<CodeDeck> {
  const deck = await store.lockCodeDeck(call.db, id);
  if (deck === null) throw notFound('code deck', id);
  requireVersion(call, deck);
  return deck;
}

async function lockCodesOf(call: WriteCall, id: string): Promise<CodeDeck> {
  const deck = await lockCodeDeck(call, id);
  if (!deck.shipped) return deck;
  throw new Problem(
    'conflict',
    'the codes of the deck that comes with Ratedeck are not edited: make a copy with ' +
      `POST /code-decks {"name": "...", "copyOf": "${id}"}, edit that one, and use it in your tables`,
  );
}

/** Only the operator's users write, so the entries are the operator's. */
const audited = ({ id, name }: CodeDeck, { principal }: WriteCall): AuditedThing => ({
  ...{ noun: 'code-deck', id, name, ownerId: principal.accountId },
});
const audit = auditOf<CodeDeck & { readonly copyOf?: string | undefined }>(audited);
