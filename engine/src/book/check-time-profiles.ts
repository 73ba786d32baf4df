/** Time profiles and exchange rates: what must be there once for a date. */

import type { BookCheck } from './book-check.js';
import { instantMsOf } from './instant-cache.js';

export function checkTimeProfiles(check: BookCheck): void {
  check.book.timeProfiles?.forEach((profile, profileIndex) => {
    const seen = new Set<string>();
    profile.exceptions?.forEach(({ date }, index) => {
      if (date === undefined) return;
      if (seen.has(date)) {
        const path = ['timeProfiles', profileIndex, 'exceptions', index, 'date'];
        const message = 'the profile has an exception for this date already; keep one of them';
        check.faults.add(path, date, 'duplicate_exception', message);
      }
      seen.add(date);
    });
  });
}

export function checkExchangeRates(check: BookCheck): void {
  const firstIndexes = new Map<string, number>();
  check.book.exchangeRates?.forEach(({ from, to, date }, index) => {
    if (from === undefined || to === undefined) return;
    if (from === to) {
      const message = 'must be another currency than the one that is converted';
      check.faults.add(['exchangeRates', index, 'to'], to, 'same_currency', message);
    }
    if (date === undefined) return;
    const key = `${from} ${to} ${instantMsOf(date)}`;
    const firstIndex = firstIndexes.get(key);
    if (firstIndex === undefined) {
      firstIndexes.set(key, index);
      return;
    }
    check.faults.add(['exchangeRates', index, 'date'], date, 'duplicate_exchange_rate', () => {
      return `exchangeRates[${firstIndex}] holds for ${from} to ${to} from this instant on already`;
    });
  });
}
