/**
 * Files of calls as switches, PBXs and providers write them (`decks/test/layouts/calls`), priced by
 * the built command. Each call that should come out has a deck of its own: one rate for its number
 * and caller that begins at the millisecond of the call and is replaced one later, so that a call
 * read with another number, caller, time or duration gets another price.
 *
 *     layout NAME, columns a=1,b=X, zone NAME, dates dmy     what its user says
 *     asked words         without `dates` it is refused with these words
 *     refused words       it may be refused with these words as well
 *     invalid 1           so many lines are no calls, and said to be none
 *     open words          it is not read right yet: whoever mends it takes this line out
 *     events              the calls; `A / B`: either is right
 */

import { readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExpectedText, type Table } from '../../decks/test/expected-text.js';
import { fixtureInput } from '../../decks/test/fixture.js';
import { makeFolder, removeFolder, repository, runRatedeck } from './run-ratedeck.js';

const calls = join(repository, 'decks/test/layouts/calls');
let folder = '';

beforeEach(async () => {
  folder = await makeFolder();
});

afterEach(() => removeFolder(folder));

describe('files of calls', () => {
  for (const name of readdirSync(calls).sort()) it(name, () => judged(name));
});

async function judged(name: string): Promise<void> {
  const where = `${name}/expected.txt`;
  const expected = new ExpectedText(readFileSync(join(calls, where), 'utf8'), where);
  const reading = readsRight(name, expected);
  if (expected.line('open') === null) await reading;
  else await expect(reading, 'it is read right: take the line `open` out').rejects.toThrow();
}

async function readsRight(name: string, expected: ExpectedText): Promise<void> {
  const events = expected.table('events')!;
  const { fileName, bytes } = fixtureInput(join(calls, name), expected);
  await writeFile(join(folder, fileName), await bytes());
  await writeFile(join(folder, 'prices.csv'), deckOf(events));
  const options = optionsOf(expected);
  const asked = expected.line('asked');
  if (asked !== null) {
    const { code, stderr } = await rate(fileName, options);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(new RegExp(asked, 'i')),
    });
  }
  const dates = expected.line('dates');
  const answers = dates === null ? [] : ['--calls-date-order', dates];
  const { code, stderr, rows } = await rate(fileName, [...options, ...answers]);
  const refused = expected.line('refused');
  if (refused !== null && code === 2) {
    expect(stderr).toMatch(new RegExp(refused, 'i'));
    return;
  }
  const hasIds = events[0]!['id'] !== undefined;
  const valid = rows.filter(({ outcome }) => outcome !== 'invalid_event');
  const found = valid.map(({ id, outcome, billedVolume, amount }) => {
    return { id: hasIds ? id : '', outcome, billedVolume, amount };
  });
  const invalid = Number(expected.line('invalid') ?? 0);
  expect({ code, stderr, invalid: rows.length - valid.length, found }).toEqual({
    code: invalid === 0 ? 0 : 1,
    stderr: expect.any(String),
    invalid,
    found: events.map(wantedOf),
  });
}

function optionsOf(expected: ExpectedText): string[] {
  const options: [string, string | null][] = [
    ['--layout', expected.line('layout')],
    ['--columns', expected.line('columns')],
    ['--time-zone', expected.line('zone')],
  ];
  return options.flatMap(([option, value]) => (value === null ? [] : [option, value]));
}

async function rate(file: string, options: readonly string[]) {
  const out = join(folder, 'out.csv');
  const args = ['rate', '--deck', 'prices.csv', '--calls', file, '--out', out, ...options];
  const { code, stderr } = await runRatedeck(args, { cwd: folder });
  if (code === 2) return { code, stderr, rows: [] };
  const [head, ...lines] = (await readFile(out, 'utf8')).trimEnd().split('\n');
  // The delimiter of the calls.
  const delimiter = head!.charAt('id'.length);
  const fields = head!.split(delimiter);
  const rows = lines.map((line) => {
    const cells = line.split(delimiter);
    return Object.fromEntries(fields.map((field, at) => [field, cells[at] ?? '']));
  });
  return { code, stderr, rows };
}

/** A cent a second at the instant of each call; a millisecond later it costs much more. */
function deckOf(events: Table): string {
  const lines = events.flatMap(({ from, to, at }) => {
    const code = to!.replace(/^00/, '');
    return either(at!).flatMap((time) => {
      const later = new Date(new Date(time).getTime() + 1).toISOString();
      return [`${code},${from},0.6,${time}`, `${code},${from},9.5,${later}`];
    });
  });
  return ['code,sourceCode,price,effectiveFrom', ...lines, ''].join('\n');
}

function wantedOf({ id, volume }: Table[number]): object {
  const seconds = either(volume!).map((text) => Math.ceil(Number(text)));
  return {
    id: id ?? '',
    outcome: 'rated',
    billedVolume: expect.stringMatching(oneOf(seconds.map(String))),
    amount: expect.stringMatching(oneOf(seconds.map(cents))),
  };
}

/** `25` is `0.25`, `60` is `0.6`. */
function cents(count: number): string {
  const digits = String(count).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '');
}

function oneOf(texts: readonly string[]): RegExp {
  return new RegExp(`^(?:${texts.map((text) => text.replace('.', '\\.')).join('|')})$`);
}

function either(text: string): string[] {
  return text.split(' / ');
}
