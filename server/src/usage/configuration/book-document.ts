/** Stored things as the book has them: what is left out is left out, references are names. */

import { given } from '../../platform/book-rules/service.js';
import { tableForBook } from '../../tariffs/rate-tables/service.js';
import type { StoredThings } from './stored-things.js';

export type BookPart = Readonly<Record<string, unknown>>;

type Noun =
  | 'timeProfiles'
  | 'rateTables'
  | 'ratingPlans'
  | 'accounts'
  | 'trunks'
  | 'assignments'
  | 'exchangeRates';

/** The parts of a book that have no rates and no codes, each in the order of its things. */
export type BookParts = Readonly<Record<Noun, readonly BookPart[]>>;

const byId = <Thing extends { readonly id: string }>(things: readonly Thing[]) =>
  new Map(things.map((thing) => [thing.id, thing]));

export function bookParts(things: StoredThings): BookParts {
  const { accounts, exchangeRates, timeProfiles, trunks, operatorId } = things;
  return {
    timeProfiles: timeProfiles.map((profile) => {
      const { name, timeZone, windows, months, monthDays, exceptions } = profile;
      return given({ name, timeZone, windows, months, monthDays, exceptions });
    }),
    rateTables: tableParts(things),
    ratingPlans: planParts(things),
    accounts: accounts
      .filter(({ kind }) => kind !== 'operator')
      .map(({ name, kind, parent, currency, timeZone, status, network }) => {
        const above = parent === null || parent.id === operatorId ? null : parent.name;
        return given({ name, kind, parent: above, currency, timeZone, status, network });
      }),
    trunks: trunks.map(({ name, account, techPrefix, numberRules }) => {
      const rules = numberRules.map((rule) => {
        const numberLength = rule.numberLength === null ? null : given(rule.numberLength);
        return given({ ...rule, numberLength });
      });
      const prefix = techPrefix === '' ? null : techPrefix;
      return given({ name, account: account.name, techPrefix: prefix, numberRules: rules });
    }),
    assignments: assignmentParts(things),
    exchangeRates: exchangeRates.map(({ from, to, rate, date }) => ({ from, to, rate, date })),
  };
}

function tableParts({ rateTables }: StoredThings): BookPart[] {
  const references = new Map(rateTables.map(({ thing, reference }) => [thing.id, reference]));
  return rateTables.map(({ thing, owner }) => {
    const { parent, codeDeck, sourceCodeDeck } = thing;
    return given({
      ...tableForBook(thing),
      owner,
      parent: parent === null ? null : references.get(parent.id)!,
      codeDeck: codeDeck?.name,
      sourceCodeDeck: sourceCodeDeck?.name,
    });
  });
}

function planParts({ ratingPlans, rateTables }: StoredThings): BookPart[] {
  const references = new Map(rateTables.map(({ thing, reference }) => [thing.id, reference]));
  return ratingPlans.map(({ thing, owner }) => {
    const { name, description, currency, precedence, timeBasis } = thing;
    const entries = thing.entries.map(({ rateTable, weight, timing }) => {
      return given({ rateTable: references.get(rateTable.id)!, weight, timing: timing?.name });
    });
    const text = description === '' ? null : description;
    return {
      ...given({ name, owner, description: text, currency, precedence, timeBasis }),
      entries,
    };
  });
}

function assignmentParts({
  assignments,
  accounts,
  trunks,
  ratingPlans,
  rateTables,
}: StoredThings): BookPart[] {
  const accountById = byId(accounts);
  const trunkById = byId(trunks);
  const plans = new Map(ratingPlans.map(({ thing, reference }) => [thing.id, reference]));
  const tables = new Map(rateTables.map(({ thing, reference }) => [thing.id, reference]));
  return assignments.map(({ accountId, trunkId, ratingPlanId, rateTableId, ...dates }) =>
    given({
      account: accountById.get(accountId ?? '')?.name,
      trunk: trunkById.get(trunkId ?? '')?.name,
      ratingPlan: plans.get(ratingPlanId ?? ''),
      rateTable: tables.get(rateTableId ?? ''),
      activatesAt: dates.activatesAt,
      endsAt: dates.endsAt,
    }),
  );
}
