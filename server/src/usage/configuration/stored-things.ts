/** Everything that prices calls but the rates, as it is stored, with the names that a book has for it. */

import { ownedReferences, referenceTo } from '@ratedeck/engine';
import { allAccounts } from '../../catalogue/accounts/service.js';
import { allExchangeRates } from '../../catalogue/exchange-rates/service.js';
import { allTimeProfiles } from '../../catalogue/time-profiles/service.js';
import { allTrunks } from '../../catalogue/trunks/service.js';
import type { ReadCall } from '../../platform/access/call.js';
import { allAssignments } from '../../tariffs/assignments/service.js';
import { allRateTables } from '../../tariffs/rate-tables/service.js';
import { allRatingPlans } from '../../tariffs/rating-plans/service.js';

interface OwnedThing {
  readonly id: string;
  readonly name: string;
  readonly owner: { readonly id: string; readonly name: string };
}

/** A thing whose name is told apart by its owner; the operator's need none. */
export interface Owned<Thing> {
  readonly name: string;
  readonly owner?: string;
  readonly thing: Thing;
  /** Its name in the book and in events. */
  readonly reference: string;
}

function withReferences<Thing extends OwnedThing>(
  things: readonly Thing[],
  operatorId: string,
): Owned<Thing>[] {
  const named = things.map((thing) => ({
    name: thing.name,
    ...(thing.owner.id !== operatorId && { owner: thing.owner.name }),
    thing,
  }));
  const references = ownedReferences(named);
  return named.map((each) => ({ ...each, reference: referenceTo(each, references) }));
}

/** In the order of their names; what has an owner: the operator's first, then by owner. */
export async function readStoredThings(call: Pick<ReadCall, 'db'>) {
  const accounts = await allAccounts(call);
  const operatorId = accounts.find(({ kind }) => kind === 'operator')!.id;
  return {
    operatorId,
    accounts,
    trunks: await allTrunks(call),
    timeProfiles: await allTimeProfiles(call),
    exchangeRates: await allExchangeRates(call),
    rateTables: withReferences(await allRateTables(call), operatorId),
    ratingPlans: withReferences(await allRatingPlans(call), operatorId),
    assignments: await allAssignments(call),
  };
}

export type StoredThings = Awaited<ReturnType<typeof readStoredThings>>;
