/** Small books with one part each, for tables of faults. */

/** What is odd about a book, the book, and the fault that it has. */
export type FaultRow = readonly [
  where: string,
  document: object,
  path: string,
  code: string,
  message: RegExp,
];

export const table = (fields: object) => ({ book: 1, rateTables: [{ name: 'A', ...fields }] });
export const rate = (fields: object, tableFields: object = {}) =>
  table({ ...tableFields, rates: [{ code: '43', price: '0.1', ...fields }] });
export const profile = (fields: object) => ({ book: 1, timeProfiles: [{ name: 'P', ...fields }] });
export const account = (...given: object[]) => ({
  book: 1,
  accounts: given.map((fields, index) => ({ name: `A${index}`, kind: 'customer', ...fields })),
});
export const trunk = (fields: object, kind = 'customer') => ({
  ...account({ kind }),
  trunks: [{ name: 'T', account: 'A0', ...fields }],
});
export const exchange = (...given: object[]) => ({
  book: 1,
  exchangeRates: given.map((fields) => ({
    from: 'EUR',
    to: 'USD',
    rate: '1.1',
    date: '2026-01-01',
    ...fields,
  })),
});
export const RATE = 'rateTables[0].rates[0]';
