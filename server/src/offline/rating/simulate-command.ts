/** `ratedeck simulate`: its options, its help, and which of the two simulations they ask for. */

import type { RateOptions, RatingEvent, Service } from '@ratedeck/engine';
import { type Command, Option } from 'commander';
import { badInput, exitCodes } from '../../platform/cli/command-failure.js';
import { writeStdout } from '../../platform/cli/terminal.js';
import { connectServer } from '../../platform/client/server-client.js';
import { addServerOptions, type ServerOptions } from '../../platform/client/server-options.js';
import { compileBookFile, requireName } from '../book-files/service.js';
import { parseBalance } from './option-values.js';
import {
  type ExplainedSimulation,
  explainedSimulationText,
  type PlanSimulation,
  planSimulationsText,
  type Simulation,
  simulateOne,
  simulatePlans,
} from './simulate.js';
import { simulateOneOnServer, simulatePlansOnServer } from './simulate-on-server.js';

interface SimulateOptions extends ServerOptions {
  readonly book?: string;
  readonly to: string;
  readonly from?: string;
  readonly at?: string;
  readonly volume?: string;
  readonly service: Service;
  readonly tag?: string;
  readonly plan?: string;
  readonly table?: string;
  readonly account?: string;
  readonly trunk?: string;
  readonly carrier?: string;
  readonly balance?: string;
}

const volumeDefaults = { voice: '60', sms: '1', data: '1048576' } as const;

function toSimulation(options: SimulateOptions, now: Date): Simulation {
  const { from, tag, account, trunk, plan, table, carrier, balance } = options;
  const event: RatingEvent = {
    to: options.to,
    at: options.at ?? now.toISOString(),
    volume: options.volume ?? volumeDefaults[options.service],
    service: options.service,
    ...(from === undefined ? {} : { from }),
    ...(tag === undefined ? {} : { tag }),
    ...(account === undefined ? {} : { account }),
    ...(trunk === undefined ? {} : { trunk }),
  };
  const rateOptions: RateOptions = {
    ...(plan === undefined ? {} : { plan }),
    ...(table === undefined ? {} : { table }),
    ...(carrier === undefined ? {} : { carrier }),
  };
  return { event, options: rateOptions, ...(balance === undefined ? {} : { balance }) };
}

const chosen = ['plan', 'table', 'account', 'trunk', 'carrier'] as const;

/** Whom the questions are asked. */
interface Source {
  one(simulation: Simulation): Promise<ExplainedSimulation>;
  plans(simulation: Simulation): Promise<PlanSimulation[]>;
}

async function bookSource(file: string, options: SimulateOptions): Promise<Source> {
  const { rater, names } = await compileBookFile(file);
  for (const option of chosen) requireName(names, option, options[option]);
  return {
    one: async (simulation) => simulateOne(rater, simulation),
    plans: async (simulation) => simulatePlans(rater, names.plans, simulation),
  };
}

function serverSource(options: SimulateOptions): Source {
  const client = connectServer(options);
  return {
    one: (simulation) => simulateOneOnServer(client, simulation, options),
    plans: (simulation) => simulatePlansOnServer(client, simulation),
  };
}

function sourceOf(options: SimulateOptions): Promise<Source> | Source {
  const { book, server } = options;
  const isOnServer = server !== undefined || process.env['RATEDECK_SERVER'] !== undefined;
  if (book !== undefined && server !== undefined) {
    throw badInput('--book and --server exclude each other: ask one of them');
  }
  if (book !== undefined) return bookSource(book, options);
  if (isOnServer) return serverSource(options);
  throw badInput('say what is asked: a book with --book FILE, or a server with --server URL');
}

async function runSimulate(options: SimulateOptions): Promise<number> {
  const source = await sourceOf(options);
  const simulation = toSimulation(options, new Date());
  const { json } = options;
  if (chosen.some((option) => options[option] !== undefined)) {
    const explained = await source.one(simulation);
    await writeStdout(
      json ? `${JSON.stringify(explained)}\n` : explainedSimulationText(simulation, explained),
    );
    return explained.result.outcome === 'rated' ? exitCodes.done : exitCodes.unrated;
  }
  const results = await source.plans(simulation);
  const document = { event: simulation.event, results };
  await writeStdout(
    json ? `${JSON.stringify(document)}\n` : planSimulationsText(simulation, results),
  );
  const anyRated = results.some(({ result }) => result?.outcome === 'rated');
  return anyRated ? exitCodes.done : exitCodes.unrated;
}

const help = `
Examples:
  npx ratedeck simulate --book samples/book.json --to +442079460000
      what a minute costs on every plan of the book
  npx ratedeck simulate --book samples/book.json --to +442079460000 --account "Bluebird Travel" --balance 10.00
      how one account's price comes about, and how long its balance lasts
  ratedeck simulate --server http://127.0.0.1:8080 --to +442079460000
      the same of every plan on a server, by what is in force there

Without --plan, --table, --account, --trunk or --carrier every plan of the book, or on the server, is asked.

Exit codes: 0 priced (by at least one plan); 1 not priced; 2 usage or faulty book; 3 could not read.
`;

export function registerSimulateCommand(program: Command): void {
  const others = (self: string): string[] =>
    ['plan', 'table', 'account', 'trunk', 'carrier'].filter((name) => name !== self);
  const chooser = (name: string, words: string): Option =>
    new Option(`--${name} <name>`, words).conflicts(others(name));
  const command = program
    .command('simulate')
    .description('say what a call would cost, and why')
    .option('--book <file>', 'the book, JSON; or a server is asked, see --server')
    .requiredOption('--to <number>', 'the number called')
    .option('--from <number>', 'the caller')
    .option('--at <time>', 'start of the call, ISO 8601 (default: now)')
    .option('--volume <volume>', 'seconds, messages or bytes (default: 60, 1, 1048576)')
    .addOption(
      new Option('--service <service>', 'what is priced')
        .choices(['voice', 'sms', 'data'])
        .default('voice'),
    )
    .option('--tag <tag>', 'rates with this tag or none take part')
    .addOption(chooser('plan', 'only this rating plan, explained'))
    .addOption(chooser('table', 'only this rate table, explained'))
    .addOption(chooser('account', "this account's plan in force, explained"))
    .addOption(chooser('trunk', "this trunk's plan in force, explained"))
    .addOption(chooser('carrier', 'what this carrier costs, explained'))
    .option('--balance <amount>', 'also the largest volume that this pays for', parseBalance);
  addServerOptions(command)
    .addHelpText('after', help)
    .action(async (options: SimulateOptions) => {
      process.exitCode = await runSimulate(options);
    });
}
