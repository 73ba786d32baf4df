/** Rating plans: one currency, and each table at most once per timing. */

import { type BookCheck, currencyOfPlan, currencyOfTable, resolve } from './book-check.js';

export function checkRatingPlans(check: BookCheck): void {
  check.book.ratingPlans?.forEach((plan, planIndex) => {
    const ownerPath = ['ratingPlans', planIndex, 'owner'];
    resolve(check, ownerPath, plan.owner, check.accounts, 'account');
    const planCurrency = currencyOfPlan(check, plan);
    const firstIndexes = new Map<unknown, Map<string, number>>();
    plan.entries?.forEach((entry, index) => {
      const path = ['ratingPlans', planIndex, 'entries', index];
      const tablePath = [...path, 'rateTable'];
      const timingPath = [...path, 'timing'];
      const table = resolve(check, tablePath, entry.rateTable, check.rateTables, 'rate table');
      resolve(check, timingPath, entry.timing, check.timeProfiles, 'time profile');
      const currency = table && currencyOfTable(check, table);
      if (currency !== undefined && planCurrency !== undefined && currency !== planCurrency) {
        const found = `the table is in ${currency}, the plan in ${planCurrency}`;
        const message = `${found}; a plan has one currency`;
        check.faults.add(tablePath, entry.rateTable, 'currency_mismatch', message);
      }
      if (entry.rateTable === undefined || check.lost.any(entry)) return;
      // Two texts can refer to one table.
      const ofTable = firstIndexes.get(table ?? entry.rateTable) ?? new Map<string, number>();
      firstIndexes.set(table ?? entry.rateTable, ofTable);
      const firstIndex = ofTable.get(entry.timing ?? '');
      if (firstIndex === undefined) {
        ofTable.set(entry.timing ?? '', index);
        return;
      }
      check.faults.add(tablePath, entry.rateTable, 'duplicate_entry', () => {
        return `entries[${firstIndex}] has this table for the same timing already`;
      });
    });
  });
}
