/** Which changes wait together: rows of transactions, what is late, and what waits with it. */

import { expect, it } from 'vitest';
import { holdTogether } from './held-changes.js';

interface Case {
  readonly name: string;
  /** `transaction: thing thing`, a thing being a table's number or a noun. */
  readonly told: readonly string[];
  readonly late: string;
  readonly held: string;
}

const cases: readonly Case[] = [
  { name: 'the table alone', told: ['a: 1', 'b: 2'], late: '1', held: '1' },
  { name: 'tables of one transaction', told: ['a: 1 2', 'b: 3'], late: '1', held: '1 2' },
  { name: 'along a chain', told: ['c: 3 4', 'b: 2 3', 'a: 1 2'], late: '1', held: '1 2 3 4' },
  { name: 'the configuration with it', told: ['a: 1 trunk', 'b: 2'], late: '1', held: '1 others' },
  {
    name: 'what was changed with the configuration',
    told: ['b: 2 account', 'a: 1 trunk', 'c: 3'],
    ...{ late: '1', held: '1 2 others' },
  },
  {
    name: 'the configuration first',
    told: ['a: time-profile', 'b: 2 account', 'c: 3'],
    ...{ late: 'others', held: '2 others' },
  },
];

const words = (text: string): string[] => text.split(' ').filter(Boolean);

it.each(cases)('$name', ({ told, late, held }) => {
  const changes = told.flatMap((line) => {
    const [transaction, things] = line.split(': ') as [string, string];
    return words(things).map((thing) => {
      const isTable = /^[0-9]+$/.test(thing);
      return { transaction, noun: isTable ? 'rates' : thing, id: isTable ? thing : '1' };
    });
  });
  const found = holdTogether(changes, {
    tableIds: new Set(words(late).filter((word) => word !== 'others')),
    configuration: late.includes('others'),
  });
  const text = [...[...found.tableIds].sort(), ...(found.configuration ? ['others'] : [])];
  expect(text.join(' ')).toBe(held);
});
