/**
 * The schemas of all features by name, for the document of the API. Whatever a `schema.ts` exports is
 * called there as it is called here.
 */

import type { TSchema } from 'typebox';
import * as accounts from './catalogue/accounts/schema.js';
import * as categories from './catalogue/categories/schema.js';
import * as codeDecks from './catalogue/code-decks/schema.js';
import * as exchangeRates from './catalogue/exchange-rates/schema.js';
import * as timeProfiles from './catalogue/time-profiles/schema.js';
import * as trunks from './catalogue/trunks/schema.js';
import * as importDecisions from './intake/decisions/schema.js';
import * as imports from './intake/imports/schema.js';
import * as audit from './system/audit/schema.js';
import * as book from './system/book/schema.js';
import * as jobs from './system/jobs/schema.js';
import * as usersKey from './system/users/key-schema.js';
import * as users from './system/users/schema.js';
import * as usersSession from './system/users/session-schema.js';
import * as assignments from './tariffs/assignments/schema.js';
import * as bulkChanges from './tariffs/bulk-changes/schema.js';
import * as changeSets from './tariffs/change-sets/schema.js';
import * as charge from './tariffs/charge/schema.js';
import * as loads from './tariffs/loads/schema.js';
import * as massEdits from './tariffs/mass-edits/schema.js';
import * as rateTables from './tariffs/rate-tables/schema.js';
import * as rateImage from './tariffs/rates/image.js';
import * as rates from './tariffs/rates/schema.js';
import * as ratingPlans from './tariffs/rating-plans/schema.js';
import * as specialRates from './tariffs/special-rates/schema.js';
import * as authorizations from './usage/authorizations/schema.js';
import * as rating from './usage/rating/schema.js';
import * as simulations from './usage/simulations/schema.js';

/** In the order in which the first of equal ones gives the name. */
const modules: readonly Readonly<Record<string, unknown>>[] = [
  accounts,
  categories,
  codeDecks,
  exchangeRates,
  timeProfiles,
  trunks,
  audit,
  book,
  jobs,
  usersKey,
  users,
  usersSession,
  assignments,
  bulkChanges,
  changeSets,
  charge,
  loads,
  massEdits,
  rateTables,
  rates,
  rateImage,
  ratingPlans,
  specialRates,
  importDecisions,
  imports,
  rating,
  simulations,
  authorizations,
];

const isSchema = (value: unknown): value is TSchema =>
  typeof value === 'object' && value !== null && 'type' in value;

export const apiSchemas: ReadonlyMap<string, TSchema> = new Map(
  modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) => (isSchema(value) ? [[name, value]] : [])),
  ),
);
