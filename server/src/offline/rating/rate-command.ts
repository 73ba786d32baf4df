/** `ratedeck rate`: its options, its help, and what it says at the end. */

import type { RateOptions } from '@ratedeck/engine';
import { type Command, Option } from 'commander';
import { badInput, exitCodes } from '../../platform/cli/command-failure.js';
import { printable } from '../../platform/cli/printable.js';
import { exitOnSignals } from '../../platform/cli/signals.js';
import { writeStderr, writeStdout } from '../../platform/cli/terminal.js';
import type { PriceSource } from '../book-files/service.js';
import {
  addDeckOptions,
  type DeckCommandOptions,
  givenDeckOptions,
  toDeckReading,
} from '../deck-files/service.js';
import { addCallsOptions, type CallsOptions, toHeadOptions } from './calls-options.js';
import { defaultThreadCount, parseCurrency, parseThreadCount } from './option-values.js';
import { type RateFileRequest, rateFile } from './rate-file.js';
import { runSummaryText } from './rating-summary.js';

interface RateCommandOptions extends DeckCommandOptions, CallsOptions {
  readonly book?: string;
  readonly deck?: string;
  readonly deckDelimiter?: string;
  readonly timeProfiles?: string;
  readonly calls: string;
  readonly out: string;
  readonly plan?: string;
  readonly table?: string;
  readonly carrier?: string;
  readonly marginCurrency?: string;
  readonly passUnknownNames?: boolean;
  readonly delimiter?: string;
  readonly threads: number;
  readonly explain?: boolean;
  readonly summary?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

function toSource(options: RateCommandOptions): PriceSource {
  const { book, deck, deckDelimiter, timeProfiles } = options;
  if (deck !== undefined) {
    const reading = toDeckReading(options, deckDelimiter, new Date());
    const profiles = timeProfiles === undefined ? {} : { profilesPath: timeProfiles };
    return { kind: 'deck', path: deck, reading, ...profiles };
  }
  if (book === undefined) {
    throw badInput('say what prices the calls: --book book.json, or --deck vendor.xlsx');
  }
  const given = givenDeckOptions(options);
  if (deckDelimiter !== undefined) given.push('--deck-delimiter');
  if (timeProfiles !== undefined) given.push('--time-profiles');
  if (given.length > 0) throw badInput(`${given.join(', ')}: only with --deck`);
  return { kind: 'book', path: book };
}

function toRequest(options: RateCommandOptions): RateFileRequest {
  const { plan, table, carrier, marginCurrency, delimiter, summary } = options;
  const rateOptions: RateOptions = {
    ...(plan === undefined ? {} : { plan }),
    ...(table === undefined ? {} : { table }),
    ...(carrier === undefined ? {} : { carrier }),
    ...(marginCurrency === undefined ? {} : { marginCurrency }),
    ...(options.passUnknownNames === true ? { unknownNames: 'pass' as const } : {}),
  };
  return {
    source: toSource(options),
    callsPath: options.calls,
    outPath: options.out,
    ...(summary === undefined ? {} : { summaryPath: summary }),
    options: rateOptions,
    ...toHeadOptions(options, delimiter),
    threadCount: options.threads,
    explain: options.explain === true,
    quiet: options.quiet === true,
  };
}

async function runRate(options: RateCommandOptions): Promise<number> {
  const json = options.json === true;
  if (json && options.out === '-') {
    throw badInput(
      '--json prints the summary on stdout, where --out - puts the events; use --summary',
    );
  }
  if (options.summary === '-') {
    throw badInput('--summary takes the name of a file; --json prints the summary on stdout');
  }
  exitOnSignals();
  const summary = await rateFile(toRequest(options));
  if (json) await writeStdout(`${JSON.stringify(summary)}\n`);
  else if (options.quiet !== true) writeStderr(runSummaryText(summary, options.out));
  if (summary.events === 0) writeStderr(`ratedeck: ${printable(options.calls)} holds no calls\n`);
  const isDone = summary.events > 0 && summary.rated === summary.events;
  return isDone ? exitCodes.done : exitCodes.unrated;
}

const help = `
Examples:
  npx ratedeck rate --book samples/book.json --calls samples/calls.csv --out rated.csv
  npx ratedeck rate --book samples/book.json --calls samples/calls.csv --out - --explain
  npx ratedeck rate --deck samples/alpine-telecom.csv --calls samples/calls.csv --out cost.csv

--deck prices every call straight from a carrier's deck (see ratedeck check --help for its options);
columns of the calls that name accounts, trunks, carriers, devices, plans or tables are not read.

The calls are CSV, JSON lines (.jsonl, or a first line that begins with {), xlsx, ods or xls.
Columns: id, to, from, at, volume, service, account, trunk, carrier, device, tag, plan, table; others
are named with --columns, by header or by position, or all at once with --layout.
Names that end in .gz are gzip. The output has one line for each event, in the same order.

Exit codes: 0 done; 1 some events could not be rated (they are in the output with their reason), or
there are none; 2 usage or bad input, nothing written; 3 could not read or write.
`;

function addSourceOptions(command: Command): Command {
  const others = (self: string): string[] =>
    ['plan', 'table', 'carrier', 'deck'].filter((name) => name !== self);
  const chooser = (name: string, words: string): Option =>
    new Option(`--${name} <name>`, words).conflicts(others(name));
  return command
    .addOption(new Option('--book <file>', 'the book, JSON').conflicts('deck'))
    .addOption(
      new Option('--deck <file>', "or a carrier's deck, in any layout").conflicts(['book']),
    )
    .addOption(chooser('plan', 'prices events that name no plan or table'))
    .addOption(chooser('table', 'prices events that name no plan or table'))
    .addOption(chooser('carrier', "price by this carrier's assignment"));
}

export function registerRateCommand(program: Command): void {
  const command = program
    .command('rate')
    .description('price a file of calls, messages and data sessions');
  addSourceOptions(command)
    .requiredOption('--calls <file>', 'the events; - is stdin')
    .requiredOption('--out <file>', 'the rated events; - is stdout');
  addCallsOptions(command, '--delimiter')
    .option(
      '--pass-unknown-names',
      'with --plan or --table: price calls of accounts that the book does not have',
    )
    .option('--margin-currency <code>', 'currency of margins', parseCurrency)
    .option('--threads <count>', 'threads that rate', parseThreadCount, defaultThreadCount())
    .option('--explain', 'add to each event how its price came about')
    .option('--summary <file>', 'write counts and totals as JSON')
    .option('--json', 'print counts and totals as JSON')
    .option('--quiet', 'show no progress and no closing line');
  addDeckOptions(command, '--deck-delimiter')
    .option('--time-profiles <book>', 'a book that has the time profiles which the deck names')
    .addHelpText('after', help)
    .action(async (options: RateCommandOptions) => {
      process.exitCode = await runRate(options);
    });
}
