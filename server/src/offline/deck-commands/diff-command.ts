/** `ratedeck diff`: its options, its help, what it prints and what it writes. */

import { compareDecks, csvLines, type DeckComparison, ratesAt } from '@ratedeck/decks';
import type { Rate } from '@ratedeck/engine';
import { type Command, InvalidArgumentError } from 'commander';
import { badInput, exitCodes, type Fault } from '../../platform/cli/command-failure.js';
import { printable } from '../../platform/cli/printable.js';
import { writeStderr, writeStdout } from '../../platform/cli/terminal.js';
import { refuseOverwriting } from '../../platform/files/refuse-overwriting.js';
import { writeOutput } from '../../platform/files/whole-output.js';
import { joinTimeProfiles, readTimeProfiles } from '../book-files/service.js';
import {
  addDeckOptions,
  type DeckCommandOptions,
  type DeckFile,
  openDeckFile,
  parseInstantOption,
  questionFault,
  toDeckReading,
} from '../deck-files/service.js';
import { addCallsOptions, type CallsOptions } from '../rating/service.js';
import { writeLines } from './check-command.js';
import { comparedRates, instantOfDeck } from './compared-rates.js';
import { changesSheet } from './diff-sheet.js';
import { diffText } from './diff-text.js';
import { type TrafficCosts, trafficCosts } from './traffic-costs.js';

interface DiffCommandOptions extends DeckCommandOptions, CallsOptions {
  readonly delimiter?: string;
  readonly at?: string;
  readonly partial?: boolean;
  readonly calls?: string;
  readonly callsDelimiter?: string;
  readonly timeProfiles?: string;
  readonly out?: string;
  readonly limit: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

interface Decks {
  readonly old: DeckFile;
  readonly next: DeckFile;
  readonly at: string;
  readonly isFull: boolean;
}

/** A comparison of guesses would look as sure as one of facts. */
function refuseDoubts(decks: readonly DeckFile[]): void {
  const faults: Fault[] = decks.flatMap((deckFile) =>
    deckFile.questions.map((question) => questionFault(deckFile, question)),
  );
  if (faults.length === 0) return;
  throw badInput(
    'settle what is in doubt, or take the guesses with --yes; where the decks differ in layout, ' +
      'write each with ratedeck check FILE --rates out.csv first',
    faults,
  );
}

function refuseOtherCurrency({ old, next }: Decks): string {
  const [before, after] = [old.deck.currency, next.deck.currency];
  if (before !== null && after !== null && before !== after) {
    throw badInput(
      `${old.name} is in ${before} and ${next.name} in ${after}; bring both to one currency first`,
    );
  }
  return after ?? before ?? 'USD';
}

async function costsOf(decks: Decks, options: DiffCommandOptions): Promise<TrafficCosts | null> {
  if (options.calls === undefined) return null;
  const { old, next, at, isFull } = decks;
  const { callsDelimiter, quiet, calls, timeProfiles } = options;
  const profiles = timeProfiles === undefined ? [] : await readTimeProfiles(timeProfiles);
  const oldRates = comparedRates(old.deck, at, true);
  const nextRates = comparedRates(next.deck, at, isFull);
  const side = (deckFile: DeckFile, rates: readonly Rate[]) => ({
    name: deckFile.name,
    rates,
    timeProfiles: joinTimeProfiles(profiles, deckFile.deck.timeProfiles),
  });
  return trafficCosts({
    calls: { path: calls, options, delimiter: callsDelimiter },
    currency: refuseOtherCurrency(decks),
    old: side(old, ratesAt(oldRates, at)),
    next: side(next, ratesAt(nextRates, at, isFull ? [] : oldRates)),
    nameOf: (code) => next.names.find(code)?.name ?? null,
    quiet: quiet === true,
  });
}

async function openDecks(
  oldPath: string,
  newPath: string,
  options: DiffCommandOptions,
): Promise<Decks> {
  const now = new Date();
  const reading = toDeckReading(options, options.delimiter, now);
  const old = await openDeckFile(oldPath, reading);
  const next = await openDeckFile(newPath, reading);
  refuseDoubts([old, next]);
  for (const { deck, name } of [old, next]) {
    if (deck.rates.length === 0) {
      throw badInput(`${name} has no rates; see what ratedeck check says of it`);
    }
  }
  const at = options.at ?? instantOfDeck(next.deck, now.toISOString());
  return { old, next, at, isFull: options.partial !== true };
}

function tellRejected({ deck, name }: DeckFile): number {
  const count = new Set(deck.rejections.map(({ sheet, row }) => `${row} ${sheet}`)).size;
  if (count === 0) return 0;
  const words = `${count} faulty rows take no part; ratedeck check lists them`;
  writeStderr(`ratedeck: ${printable(name)}: ${words}\n`);
  return count;
}

async function writeChanges(path: string, { rows }: DeckComparison): Promise<void> {
  await writeOutput(path, (output) => writeLines(output, csvLines(changesSheet(rows))));
}

function diffJson({ old, next }: Decks, compared: DeckComparison, costs: TrafficCosts | null) {
  const { old: oldAccount, next: newAccount, ...comparison } = compared;
  return {
    old: { file: old.name, ...oldAccount },
    new: { file: next.name, ...newAccount },
    ...comparison,
    costs,
  };
}

async function runDiff(
  oldPath: string,
  newPath: string,
  options: DiffCommandOptions,
): Promise<number> {
  const { calls, out, limit } = options;
  const json = options.json === true;
  if (json && out === '-') throw badInput('--json and --out - both print on stdout; name a file');
  await refuseOverwriting({ '--out': out }, { OLD: oldPath, NEW: newPath, '--calls': calls });
  const decks = await openDecks(oldPath, newPath, options);
  const { old, next, at, isFull } = decks;
  refuseOtherCurrency(decks);
  const comparison = compareDecks(
    comparedRates(old.deck, at, true),
    comparedRates(next.deck, at, isFull),
    { at, full: isFull, nameOf: (code) => next.names.find(code)?.name ?? null },
  );
  const costs = await costsOf(decks, options);
  if (out !== undefined) await writeChanges(out, comparison);
  const names = { oldName: old.name, newName: next.name };
  if (json) await writeStdout(`${JSON.stringify(diffJson(decks, comparison, costs))}\n`);
  else if (out !== '-') {
    await writeStdout(diffText({ ...names, comparison, costs, rowsMax: limit }));
  }
  const rejectedCount = tellRejected(old) + tellRejected(next);
  return rejectedCount === 0 ? exitCodes.done : exitCodes.unrated;
}

function parseLimit(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number, for example 50.');
}

const help = `
Examples:
  npx ratedeck diff samples/alpine-telecom.csv samples/northwind-carrier.csv --limit 5
  npx ratedeck diff samples/alpine-telecom.csv samples/northwind-carrier.csv --calls samples/calls.csv \\
      --time-profiles samples/book.json
  npx ratedeck diff samples/alpine-telecom.csv samples/northwind-carrier.csv --out changes.csv --quiet

NEW is taken as a whole deck: codes it lacks are closed. With --partial it only changes what it
names. A new code below a shorter one changes the price of its numbers, and a closed one leaves them
to a shorter one: both are told. With --calls both decks price every call as if they had always been
as they are at the instant of comparison.

Exit codes: 0 done; 1 faulty rows took no part; 2 usage, or open questions; 3 could not read or write.
`;

export function registerDiffCommand(program: Command): void {
  const command = program
    .command('diff')
    .description('compare two decks: new, increased, decreased, unchanged, closed, blocked')
    .argument('<old>', 'the deck until now')
    .argument('<new>', 'the deck to come')
    .option(
      '--at <time>',
      'compare as of (default: when all of NEW is in force)',
      parseInstantOption,
    )
    .option('--partial', 'NEW names changes only; codes it lacks go on')
    .option('--calls <file>', 'calls: what they cost by both decks');
  addCallsOptions(command, '--calls-delimiter')
    .option('--time-profiles <book>', 'a book that has the time profiles which the decks name')
    .option('--out <file>', 'write every change as CSV; - is stdout')
    .option('--limit <count>', 'rows of each list that are shown', parseLimit, 20);
  addDeckOptions(command)
    .option('--json', 'print everything as JSON')
    .option('--quiet', 'show no progress')
    .addHelpText('after', help)
    .action(async (oldPath: string, newPath: string, options: DiffCommandOptions) => {
      process.exitCode = await runDiff(oldPath, newPath, options);
    });
}
