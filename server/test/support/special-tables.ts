/** What tests of special rates do with tables and their rates, through the API. */

import { sql } from 'kysely';
import { expect } from 'vitest';
import { runIn } from './run-in.js';
import type { Answer, TestApi } from './test-api.js';

interface Shown {
  readonly code: string;
  readonly price: string;
  readonly specialRate: object | null;
}

export function specialTables(api: TestApi) {
  const rates = api.as('rates');
  const is = (answer: Answer, status: number) => {
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    return answer.body;
  };
  let tableCount = 0;
  return {
    /** The body of an answer that has this status. */
    is,
    newTable: async (fields: object): Promise<string> => {
      tableCount += 1;
      const table = { name: `Table ${tableCount}`, scope: 'customer', ...fields };
      return is(await rates.post('/rate-tables', table), 201).id;
    },
    add: async (tableId: string, codes: string, price: string, fields: object = {}) =>
      is(await rates.post(`/rate-tables/${tableId}/rates`, { codes, price, ...fields }), 201),
    special: (rateTableId: string, fields: object) =>
      rates.post('/special-rates', { rateTableId, name: 'Promo', ...fields }),
    /** Calls were rated by it up to the clock of the test. */
    use: (tableId: string) =>
      runIn(
        api.database,
        sql`
        INSERT INTO rate_table_usage VALUES (${tableId}, '2026-02-01', ${api.clock.now}, 5)`,
      ),
    /** Prices in force at an instant: "44=0.5", those of special rates with a star. */
    pricesAt: async (tableId: string, at: string): Promise<string[]> => {
      const { items } = is(await rates.get(`/rate-tables/${tableId}/rates?at=${at}`), 200);
      return items.map(
        (rate: Shown) => `${rate.code}=${rate.price}${rate.specialRate === null ? '' : '*'}`,
      );
    },
  };
}
