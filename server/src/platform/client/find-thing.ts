/**
 * Finds what a user of the command line means: by id when it is a number, else by its exact name.
 */

import { badInput } from '../cli/command-failure.js';
import { suggestion } from '../cli/did-you-mean.js';
import type { ServerClient } from './server-client.js';

export interface ThingPlace {
  /** In words: `rate table`. */
  readonly noun: string;
  /** `/rate-tables` */
  readonly path: string;
  /** The field that is its name. */
  readonly nameField?: 'name' | 'login';
}

export const places = {
  account: { noun: 'account', path: '/accounts' },
  apiKey: { noun: 'API key', path: '/api-keys' },
  category: { noun: 'category', path: '/categories' },
  codeDeck: { noun: 'code deck', path: '/code-decks' },
  ratingPlan: { noun: 'rating plan', path: '/rating-plans' },
  rateTable: { noun: 'rate table', path: '/rate-tables' },
  specialRate: { noun: 'special rate', path: '/special-rates' },
  trunk: { noun: 'trunk', path: '/trunks' },
  timeProfile: { noun: 'time profile', path: '/time-profiles' },
  user: { noun: 'user', path: '/users', nameField: 'login' },
} as const satisfies Readonly<Record<string, ThingPlace>>;

interface Thing {
  readonly id: string;
  readonly name?: string;
  readonly login?: string;
  readonly owner?: { readonly name: string };
}

interface ThingPage {
  readonly items: readonly Thing[];
  readonly nextCursor: string | null;
}

const ID = /^[0-9]{1,18}$/;
const PAGE_LIMIT = 500;
const NAME_LENGTH_MAX = 200;

export async function findThing<Found extends object>(
  client: ServerClient,
  place: ThingPlace,
  reference: string,
): Promise<Found> {
  if (ID.test(reference)) return client.call<Found>({ path: `${place.path}/${reference}` });
  const { noun, path, nameField = 'name' } = place;
  if (reference === '' || reference.length > NAME_LENGTH_MAX) {
    throw badInput(`give the name or the id of a ${noun}; ${JSON.stringify(reference)} is none`);
  }
  const similar: string[] = [];
  const found: Thing[] = [];
  let cursor: string | undefined;
  do {
    const query = { search: reference, limit: PAGE_LIMIT, cursor };
    const page: ThingPage = await client.call<ThingPage>({ path, query });
    for (const item of page.items) {
      if (item[nameField] === reference) found.push(item);
      else similar.push(item[nameField] ?? '');
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const [only, ...others] = found;
  if (only === undefined) {
    const hint = suggestion(reference, similar);
    throw badInput(`there is no ${noun} ${JSON.stringify(reference)} that you may see${hint}`);
  }
  if (others.length > 0) {
    const ids = found.map(({ id, owner }) => (owner === undefined ? id : `${id} of ${owner.name}`));
    throw badInput(
      `${JSON.stringify(reference)} names ${found.length}: give an id (${ids.join(', ')})`,
    );
  }
  // The list may say less than the thing itself.
  return client.call<Found>({ path: `${path}/${only.id}` });
}

export async function findId(
  client: ServerClient,
  place: ThingPlace,
  reference: string,
): Promise<string> {
  if (ID.test(reference)) return reference;
  return (await findThing<Thing>(client, place, reference)).id;
}
