/**
 * Layouts of rate decks that carriers, switches and providers send, rewritten with our own names
 * and numbers, each in a folder of its own: the file and the right answer, which was written before
 * any reader saw the file. The words of `expected.txt` are those of the fixtures, and these:
 *
 *     source Who: what               where the layout is met
 *     rates                          every rate; a field that no column names must be absent
 *     or                             a further table: these rates are right as well
 *     alias-1                        codes with a 1 before all of them are right as well
 *     none words                     no rates and something said that has these words is right
 *     loose firstInterval tag        fields that may be there or not
 *     rejects 3 5                    rows that have to be rejected; left out: none
 *     fair words                     a question that has these words is no needless one
 *     must-ask words                 it is wrong not to ask this, whatever comes of it
 *     answer map.price=4             options that settle the questions; several lines, any will do
 *     says words                     a warning or question has to say this
 *     never name=Egypt               no rate may have this
 *
 * `words` is a regular expression, without regard to case.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DeckOptions, ReadOptions } from '../../src/deck/deck.js';
import { ExpectedText, type Table } from '../expected-text.js';
import { fixtureInput, optionsOf } from '../fixture.js';

export interface Layout {
  /** `switches/yeti-pricelist` */
  readonly name: string;
  readonly source: string;
  readonly fileName: string;
  readonly options: DeckOptions & ReadOptions;
  /** Each is right; empty when only `none` is. */
  readonly rates: readonly Table[];
  readonly takesOnes: boolean;
  readonly none: RegExp | null;
  readonly currency: string | null;
  readonly loose: ReadonlySet<string>;
  readonly rejects: readonly string[];
  readonly fair: readonly RegExp[];
  readonly mustAsk: RegExp | null;
  readonly says: RegExp | null;
  readonly answers: readonly DeckOptions[];
  /** Field and value of a rate. */
  readonly never: ReadonlyMap<string, string>;
  bytes(): Promise<Uint8Array>;
}

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Files of calls lie beside the decks and are read by another test. */
const NO_DECKS = new Set(['calls']);

export function layouts(): Layout[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NO_DECKS.has(entry.name))
    .map(({ name }) => name)
    .sort()
    .flatMap((group) => readdirSync(folder + group).map((title) => `${group}/${title}`))
    .sort()
    .map(readLayout);
}

/** A layout that came by chance: any question is fair. */
export function layoutOf(name: string, text: string, rates: Table): Layout {
  return {
    name,
    source: 'by chance',
    fileName: 'deck.csv',
    options: {},
    rates: [rates],
    takesOnes: false,
    none: null,
    currency: null,
    loose: new Set(),
    rejects: [],
    fair: [/./],
    mustAsk: null,
    says: null,
    answers: [],
    never: new Map(),
    bytes: () => Promise.resolve(new TextEncoder().encode(text)),
  };
}

function readLayout(name: string): Layout {
  const text = readFileSync(`${folder}${name}/expected.txt`, 'utf8');
  let alternatives = 0;
  const numbered = text.replace(/^or$/gm, () => {
    alternatives += 1;
    return `or${alternatives}`;
  });
  const expected = new ExpectedText(numbered, `layouts/${name}/expected.txt`);
  const source = expected.line('source');
  if (source === null) throw new Error(`layouts/${name}: no source`);
  const tables = ['rates', 'or1', 'or2', 'or3'].map((word) => expected.table(word));
  const settled = answers(expected);
  return {
    name,
    source,
    options: optionsOf(expected.settings('options')),
    rates: tables.filter((table) => table !== null),
    takesOnes: expected.line('alias-1') !== null || expected.table('alias-1') !== null,
    none: pattern(expected.line('none')),
    currency: expected.line('currency'),
    loose: new Set(expected.list('loose')),
    rejects: expected.list('rejects'),
    fair: expected.lines('fair').map((line) => new RegExp(line, 'i')),
    mustAsk: pattern(expected.line('must-ask')),
    says: pattern(expected.line('says')),
    answers: settled,
    never: expected.settings('never'),
    ...fixtureInput(folder + name, expected),
  };
}

export interface CallsLayout {
  readonly name: string;
  readonly source: string;
  /** What is not read right yet. */
  readonly open: string | null;
}

/** The files of calls; `test/cli/call-layouts.test.ts` prices them. */
export function callsLayouts(): CallsLayout[] {
  return readdirSync(`${folder}calls`)
    .sort()
    .map((name) => {
      const where = `calls/${name}/expected.txt`;
      const expected = new ExpectedText(readFileSync(folder + where, 'utf8'), where);
      return { name, source: expected.line('source') ?? '', open: expected.line('open') };
    });
}

function answers(expected: ExpectedText): DeckOptions[] {
  return expected.lines('answer').map((line) => {
    const parts = line.split(' ').map((part) => part.split('=', 2));
    return optionsOf(new Map(parts.map(([key, value]) => [key!, value!.replaceAll('_', ' ')])));
  });
}

function pattern(line: string | null): RegExp | null {
  return line === null ? null : new RegExp(line, 'i');
}
