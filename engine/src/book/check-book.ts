/**
 * What must hold between the things of a book: names, references, parents, currencies, versions.
 *
 * Works on the salvaged book, so that the faults between things are found together with those of
 * single values. Gaps in the week of a plan are no fault of a book.
 */

import type { Book } from './book.js';
import { createBookCheck } from './book-check.js';
import { checkAccounts, checkAssignments, checkTrunks } from './check-accounts.js';
import { checkCodeDecks, checkRateTables } from './check-rate-tables.js';
import { checkRatingPlans } from './check-rating-plans.js';
import { checkExchangeRates, checkTimeProfiles } from './check-time-profiles.js';
import type { FaultList } from './fault-list.js';
import type { LostFields, Salvaged } from './salvaged.js';

export function checkBook(book: Salvaged<Book>, lost: LostFields, faults: FaultList): void {
  const check = createBookCheck(book, lost, faults);
  checkTimeProfiles(check);
  checkCodeDecks(check);
  checkRateTables(check);
  checkRatingPlans(check);
  checkAccounts(check);
  checkTrunks(check);
  checkAssignments(check);
  checkExchangeRates(check);
}
