/** `ratedeck check`: its options, its help, what it prints and what it writes. */

import { canonicalCsvLines, writeErrorFile } from '@ratedeck/decks';
import { type Command, InvalidArgumentError } from 'commander';
import { badInput, exitCodes } from '../../platform/cli/command-failure.js';
import { printable } from '../../platform/cli/printable.js';
import { writeStderr, writeStdout } from '../../platform/cli/terminal.js';
import { refuseOverwriting } from '../../platform/files/refuse-overwriting.js';
import { type WholeOutput, writeOutput } from '../../platform/files/whole-output.js';
import {
  addDeckOptions,
  type DeckCommandOptions,
  type DeckFile,
  openDeckFile,
  parsePositiveDecimal,
  questionFault,
  ratesOfDeck,
  toDeckReading,
} from '../deck-files/service.js';
import { checkText } from './check-text.js';
import { type DeckReport, reportOnDeck } from './deck-report.js';

interface CheckCommandOptions extends DeckCommandOptions {
  readonly delimiter?: string;
  readonly raiseMax?: string;
  readonly priceMax?: string;
  readonly previous?: string;
  readonly rates?: string;
  readonly errors?: string;
  readonly json?: boolean;
}

const linesTogether = 20_000;

export async function writeLines(output: WholeOutput, lines: Iterable<string>): Promise<void> {
  let waiting: string[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length > 0) await output.write(Buffer.from(`${waiting.join('\n')}\n`));
    waiting = [];
  };
  for (const line of lines) {
    waiting.push(line);
    if (waiting.length >= linesTogether) await flush();
  }
  await flush();
}

/** The canonical columns have no place for a doubt, so every one must be settled. */
function refuseDoubts(deckFile: DeckFile, path: string): void {
  const { questions } = deckFile;
  if (questions.length === 0) return;
  throw badInput(
    `${path} was not written: settle what is in doubt, or take the guesses with --yes`,
    questions.map((question) => questionFault(deckFile, question)),
  );
}

async function writeRates(deckFile: DeckFile, path: string): Promise<string> {
  const { deck, names } = deckFile;
  const placed = ratesOfDeck(deck.rates, deck.isNamedByCode ? names : null);
  const rates = placed.map(({ rate }) => rate);
  await writeOutput(path, (output) => writeLines(output, canonicalCsvLines(rates)));
  return `${rates.length.toLocaleString('en')} rates -> ${path}`;
}

const errorFormats: Readonly<Record<string, string>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  xlsx: 'xlsx',
  xls: 'xls',
  ods: 'ods',
};

/** The error file keeps the format of the deck; another ending would lie about it. */
function refuseOtherFormat(deckFile: DeckFile, path: string): void {
  const ending = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const format = Object.hasOwn(errorFormats, ending) ? errorFormats[ending] : null;
  const { format: wanted } = deckFile.file;
  if (format === wanted || path === '/dev/null') return;
  throw badInput(`--errors ${path}: the faulty rows come back as ${wanted}; end it in .${wanted}`);
}

async function writeErrors(deckFile: DeckFile, path: string): Promise<string> {
  const { file, recognition, deck } = deckFile;
  const { bytes } = await writeErrorFile(file, recognition, deck.rejections);
  await writeOutput(path, (output) => output.write(bytes));
  const rowCount = new Set(deck.rejections.map(({ sheet, row }) => `${row} ${sheet}`)).size;
  return `${rowCount.toLocaleString('en')} faulty rows -> ${path}`;
}

/** 0 only where the deck can be used as it is. */
function exitCodeOf(report: DeckReport, isSettled: boolean): number {
  if (report.rejected.length > 0 || report.rates + report.closings + report.deletions === 0) {
    return exitCodes.unrated;
  }
  const isOpen = report.questions.length > 0 || report.conflicts > 0;
  return isOpen && !isSettled ? exitCodes.unrated : exitCodes.done;
}

async function runCheck(path: string, options: CheckCommandOptions): Promise<number> {
  const { previous, rates, errors, raiseMax, priceMax } = options;
  await refuseOverwriting(
    { '--rates': rates, '--errors': errors },
    { FILE: path, '--previous': previous },
  );
  const now = new Date();
  const reading = toDeckReading(options, options.delimiter, now);
  const deckFile = await openDeckFile(path, reading);
  const before =
    previous === undefined
      ? null
      : await openDeckFile(previous, toDeckReading({ yes: true }, undefined, now));
  const report = reportOnDeck(deckFile, {
    now: now.toISOString(),
    ...(raiseMax === undefined ? {} : { raisePercentMax: raiseMax }),
    ...(priceMax === undefined ? {} : { priceMax }),
    ...(before === null ? {} : { previous: before }),
  });
  const isSettled = options.yes === true;
  await writeStdout(
    options.json === true ? `${JSON.stringify(report)}\n` : checkText(report, isSettled),
  );
  const written: string[] = [];
  if (rates !== undefined) refuseDoubts(deckFile, rates);
  if (errors !== undefined) refuseOtherFormat(deckFile, errors);
  if (rates !== undefined) written.push(await writeRates(deckFile, rates));
  if (errors !== undefined) written.push(await writeErrors(deckFile, errors));
  for (const line of written) writeStderr(`${printable(line)}\n`);
  return exitCodeOf(report, isSettled);
}

function parsePercent(text: string): string {
  if (/^\d{1,9}(?:\.\d{1,10})?$/.test(text)) return text;
  throw new InvalidArgumentError('Give a number of per cent, for example 25.');
}

const help = `
Examples:
  npx ratedeck check samples/alpine-telecom.csv
  npx ratedeck check samples/northwind-carrier.csv --previous samples/alpine-telecom.csv --raise-max 50
  npx ratedeck check samples/alpine-telecom.csv --rates rates.csv --json

Reads CSV with any of , ; tab |, xlsx, xls and ods, also within .gz or .zip. Columns are found by
their headers and their cells. What can be read in two ways is asked: settle it by an option, or take
all guesses with --yes. In --map a column is its header, its letter or its number.

Exit codes: 0 the deck can be used as it is; 1 rows were rejected, or questions or conflicts are open;
2 usage, or no deck at all; 3 could not read or write.
`;

export function registerCheckCommand(program: Command): void {
  const command = program
    .command('check')
    .description('say how a rate deck is read, what is wrong with it, what it would do')
    .argument('<file>', 'the deck');
  addDeckOptions(command)
    .option('--raise-max <percent>', 'warn of raises by more, against --previous', parsePercent)
    .option('--price-max <price>', 'warn of prices above', parsePositiveDecimal)
    .option('--previous <file>', 'the deck until now: what changes, and by how much')
    .option('--rates <file>', 'write the rates as CSV in the canonical columns')
    .option('--errors <file>', 'write the faulty rows with an Error Message column')
    .option('--json', 'print JSON')
    .addHelpText('after', help)
    .action(async (path: string, options: CheckCommandOptions) => {
      process.exitCode = await runCheck(path, options);
    });
}
