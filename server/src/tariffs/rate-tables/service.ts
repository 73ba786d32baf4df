/**
 * Rate tables: their rules, whoever asks. Their rates are in `rates/`.
 *
 * Scope, currency and service are fixed at creation. A table by which calls were rated can be
 * archived but not deleted. What a table may say is the engine's rule, asked of the engine.
 */

import { getAccount } from '../../catalogue/accounts/service.js';
import { getCodeDeck } from '../../catalogue/code-decks/service.js';
import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { auditOf } from '../../platform/audit-trail/record-audit.js';
import { bookFaults } from '../../platform/book-rules/service.js';
import type { Page } from '../../platform/db/page.js';
import {
  invalidRequest,
  notFound,
  Problem,
  type ProblemFault,
  referenced,
  unknownReference,
} from '../../platform/problems/problem.js';
import { chargeForBook, chargeToRow } from '../charge/charge-row.js';
import type { NewRateTable, RateTable, RateTableEdit, RateTableQuery } from './schema.js';
import * as settings from './settings-store.js';
import * as store from './store.js';

export function listRateTables(call: ReadCall, query: RateTableQuery): Promise<Page<RateTable>> {
  return store.listRateTables(call.db, call.principal, query);
}

/** Of all owners: the operator's first, then by owner and name. */
export function allRateTables({ db }: Pick<ReadCall, 'db'>): Promise<RateTable[]> {
  return store.allRateTables(db);
}

/** To look at: an own one, or one that prices an account of the caller's. */
export async function getRateTable(call: ReadCall, id: string): Promise<RateTable> {
  const table = await store.findSeenRateTable(call.db, call.principal, id);
  if (table === null) throw notFound('rate table', id);
  return table;
}

/** To work with: what is only assigned is not the caller's to change. */
export async function getOwnRateTable(call: ReadCall, id: string): Promise<RateTable> {
  const table = await store.findOwnRateTable(call.db, call.principal, id);
  return table ?? refuseRateTable(call, id);
}

async function refuseRateTable(call: ReadCall, id: string): Promise<never> {
  const { name, owner } = await getRateTable(call, id);
  throw notOwned('rate table', name, owner.name);
}

/** For tables, plans and rates that are seen because they are assigned. */
export function notOwned(noun: string, name: string, owner: string): Problem {
  const whose = `the ${noun} ${JSON.stringify(name)} belongs to ${JSON.stringify(owner)}`;
  return new Problem(
    'forbidden',
    `${whose}; it is assigned to you, so you can look at it, but only its owner changes it`,
  );
}

export async function isOwnRateTable(call: ReadCall, id: string): Promise<boolean> {
  return (await store.findOwnRateTable(call.db, call.principal, id)) !== null;
}

/** Null: all rates of the table count for the caller; else it is a parent only, by these ways. */
export function nearerTables(call: ReadCall, table: RateTable): Promise<string[][] | null> {
  return store.nearerTables(call.db, call.principal, table);
}

/** For changes of the table or its rates: one at a time, and none of an archived table's rates. */
export async function lockRateTable(call: WriteCall, id: string): Promise<RateTable> {
  const table = await store.lockOwnRateTable(call.db, call.principal, id);
  return table ?? refuseRateTable(call, id);
}

export function requireActive(table: RateTable): void {
  if (table.status !== 'archived') return;
  const advice = 'set its status to active before changing its rates';
  throw new Problem(
    'archived',
    `the rate table ${JSON.stringify(table.name)} is archived: ${advice}`,
  );
}

/** The table as the engine's book has it, without rates. */
export function tableForBook(table: RateTable): Record<string, unknown> {
  const { name, scope, service, currency, unit, taxIncluded, taxRate } = table;
  const { rounding, durationRounding, timeBasis } = table;
  const given = { name, scope, service, currency, unit, taxIncluded, taxRate };
  const defaults = chargeForBook(table.defaults);
  return { ...given, rounding, durationRounding, timeBasis, defaults };
}

const toRequestPath = (path: string): string => path.replace(/^rateTables\[[0-9]+\][.]?/, '');

type Draft = Omit<
  RateTable,
  | 'id'
  | 'version'
  | 'owner'
  | 'rateCount'
  | 'stashedCount'
  | 'planCount'
  | 'assignmentCount'
  | 'callsRated'
  | 'revision'
  | 'createdAt'
>;

const initial: Omit<Draft, 'name' | 'scope' | 'defaults'> = {
  service: 'voice',
  currency: 'USD',
  unit: null,
  parent: null,
  codeDeck: null,
  sourceCodeDeck: null,
  status: 'active',
  taxIncluded: false,
  taxRate: '0',
  rounding: { decimals: 6, mode: 'half-up' },
  durationRounding: 'up',
  timeBasis: 'start',
};

/** The draft with the edit's fields; what the edit names is looked up and has to be seen. */
async function applied(
  call: WriteCall,
  draft: Draft,
  edit: Partial<RateTableEdit>,
): Promise<Draft> {
  const { parentId, codeDeckId, sourceCodeDeckId, rounding, defaults, ...plain } = edit;
  return {
    ...draft,
    ...plain,
    parent: parentId === undefined ? draft.parent : await parentOf(call, draft, parentId),
    codeDeck:
      codeDeckId === undefined ? draft.codeDeck : await deckOf(call, 'codeDeckId', codeDeckId),
    sourceCodeDeck:
      sourceCodeDeckId === undefined
        ? draft.sourceCodeDeck
        : await deckOf(call, 'sourceCodeDeckId', sourceCodeDeckId),
    rounding: { ...draft.rounding, ...rounding },
    defaults: { ...draft.defaults, ...defaults },
  };
}

async function parentOf(
  call: WriteCall,
  draft: Draft,
  parentId: string | null,
): Promise<RateTable['parent']> {
  if (parentId === null) return null;
  const parent = await store.findSeenRateTable(call.db, call.principal, parentId);
  if (parent === null) throw invalidRequest(unknownReference('parentId', 'rate table'));
  const misfits = parentFaults(draft, parent);
  if (misfits.length > 0) throw invalidRequest(...misfits);
  return { id: parent.id, name: parent.name };
}

/** Why a table that is there cannot be the parent, in a book of these two; no other faults. */
function parentFaults(draft: Draft, parent: RateTable): ProblemFault[] {
  const kindOf = ({ currency, service }: Draft) => ({ currency, service });
  const own = { name: 'own', parent: 'parent', ...kindOf(draft) };
  const faults = bookFaults({ rateTables: [own, { name: 'parent', ...kindOf(parent) }] }, (path) =>
    path === 'rateTables[0].parent' ? 'parentId' : path,
  );
  return faults.filter(({ path }) => path === 'parentId');
}

async function deckOf(
  call: WriteCall,
  path: 'codeDeckId' | 'sourceCodeDeckId',
  codeDeckId: string | null,
): Promise<RateTable['codeDeck']> {
  if (codeDeckId === null) return null;
  const { id, name } = await referenced(getCodeDeck(call, codeDeckId), path, 'code deck');
  return { id, name };
}

function requireValid(draft: Draft): void {
  const shown = tableForBook(draft as RateTable);
  const faults = bookFaults({ rateTables: [{ ...shown, rates: [] }] }, toRequestPath);
  if (faults.length > 0) throw invalidRequest(...faults);
}

function settingsOf(draft: Draft): settings.RateTableSettings {
  const { name, status, unit, taxIncluded, taxRate, durationRounding, timeBasis } = draft;
  return {
    ...{ name, status, unit, taxIncluded, taxRate, durationRounding, timeBasis },
    parentId: draft.parent?.id ?? null,
    codeDeckId: draft.codeDeck?.id ?? null,
    sourceCodeDeckId: draft.sourceCodeDeck?.id ?? null,
    roundingDecimals: draft.rounding.decimals,
    roundingMode: draft.rounding.mode,
    ...chargeToRow(draft.defaults),
  };
}

export async function createRateTable(call: WriteCall, input: NewRateTable): Promise<RateTable> {
  const { ownerId = call.principal.accountId, name, scope, service, currency, ...edit } = input;
  const owner = await ownerOf(call, ownerId);
  const fixed = {
    name,
    scope,
    service: service ?? initial.service,
    currency: currency ?? initial.currency,
  };
  const nothing = { ...initial, ...fixed, defaults: {} as Draft['defaults'] };
  const draft = await applied(call, nothing, edit);
  requireValid(draft);
  const id = await settings.insertRateTable(
    call.db,
    { ...fixed, ownerId: owner },
    settingsOf(draft),
  );
  const table = await getRateTable(call, id);
  await audit(call, 'create', null, table);
  return table;
}

/** The account that is to own something; it has to be seen. */
export async function ownerOf(call: WriteCall, ownerId: string): Promise<string> {
  return (await referenced(getAccount(call, ownerId), 'ownerId', 'account')).id;
}

export async function editRateTable(
  call: WriteCall,
  id: string,
  edit: RateTableEdit,
): Promise<RateTable> {
  const before = await lockRateTable(call, id);
  requireVersion(call, before);
  const draft = await applied(call, before, edit);
  requireValid(draft);
  requireUnchangedPast(before, draft);
  await settings.updateRateTable(call.db, id, settingsOf(draft));
  if (before.codeDeck?.id !== draft.codeDeck?.id) {
    await store.renameFollowingRates(call.db, id);
  }
  const table = await getRateTable(call, id);
  await audit(call, 'edit', before, table);
  return table;
}

const PRICING = [
  'unit',
  'taxIncluded',
  'taxRate',
  'rounding',
  'durationRounding',
  'timeBasis',
  'defaults',
  'parent',
] as const;

/** What prices calls by all rates at once has no versions, so it is fixed once calls were rated. */
function requireUnchangedPast(before: RateTable, draft: Draft): void {
  if (!before.callsRated) return;
  const changed = PRICING.filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(draft[name]),
  );
  if (changed.length === 0) return;
  throw new Problem(
    'already_rated',
    `calls were rated by this table, so ${changed.join(', ')} cannot change: load its rates into a ` +
      'new table and assign that one from a date on',
  );
}

export async function deleteRateTable(call: WriteCall, id: string): Promise<void> {
  const table = await lockRateTable(call, id);
  requireVersion(call, table);
  if (table.callsRated) {
    const advice = 'archive it instead (status archived)';
    throw new Problem('already_rated', `calls were rated by it, so it stays: ${advice}`);
  }
  const dependants = await store.dependantsOf(call.db, id);
  if (dependants.length > 0) throw new Problem('still_in_use', dependantsText(dependants));
  await store.deleteRateTable(call.db, id);
  await audit(call, 'delete', table, null);
}

const RELATIONS = {
  parent: 'is the parent of',
  plan: 'stands in the rating plans',
  assignment: 'is assigned to',
} as const;

function dependantsText(dependants: readonly store.Dependant[]): string {
  const parts = (['parent', 'plan', 'assignment'] as const).flatMap((relation) => {
    const names = dependants.filter((it) => it.relation === relation).map(({ name }) => name);
    const list = names.map((name) => JSON.stringify(name)).join(', ');
    return names.length === 0 ? [] : [`${RELATIONS[relation]} ${list}`];
  });
  return `it ${parts.join(' and ')}: change these first`;
}

const audit = auditOf<RateTable>(({ id, name, owner }) => ({
  ...{ noun: 'rate-table', id, name, ownerId: owner.id },
}));
