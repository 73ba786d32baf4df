/**
 * `ratedeck tables load`: loads rates of one table into another. Shows what it would do, until it is
 * told to do it.
 */

import { type Command, Option } from 'commander';
import { writeStdout } from '../../platform/cli/terminal.js';
import {
  addFieldOptions,
  filterFrom,
  type OptionValues,
} from '../../platform/client/field-options.js';
import { findId, places } from '../../platform/client/find-thing.js';
import { type RateChanges, rateChangesText } from '../../platform/client/rate-changes-text.js';
import {
  type PriceChangeOptions,
  priceChanges,
  priceChangeWords,
  rateFilters,
  revisionFrom,
} from '../../platform/client/rate-options.js';
import { connectServer } from '../../platform/client/server-client.js';
import { addServerOptions, type ServerOptions } from '../../platform/client/server-options.js';

interface LoadOptions extends ServerOptions, PriceChangeOptions {
  readonly from: string;
  readonly existing: string;
  readonly versionsAt?: string;
  readonly effectiveFrom?: string;
  readonly skipRefused?: true;
  readonly apply?: true;
  readonly revision?: string;
}

async function load(reference: string, options: LoadOptions & OptionValues): Promise<void> {
  const { existing, versionsAt: at, effectiveFrom, revision } = options;
  const client = connectServer(options);
  const id = await findId(client, places.rateTable, reference);
  const filter = await filterFrom(client, loadFilters, options);
  const body = {
    fromTableId: await findId(client, places.rateTable, options.from),
    ...(Object.keys(filter).length > 0 && { filter }),
    ...(at !== undefined && { at }),
    ...(effectiveFrom !== undefined && { effectiveFrom }),
    ...priceChanges(options),
    existing,
    ...(options.skipRefused === true && { skipRefused: true }),
    preview: options.apply !== true,
  };
  const changes = await client.call<RateChanges>({
    method: 'POST',
    path: `/rate-tables/${id}/load`,
    body,
    ...(revision !== undefined && { version: revisionFrom(revision) }),
  });
  const json = `${JSON.stringify(changes)}\n`;
  await writeStdout(options.json === true ? json : rateChangesText(changes, '--apply'));
}

/** When rates are taken is asked by an option of its own. */
const loadFilters = rateFilters.filter(({ field }) => field !== 'at');

const help = `
Examples:
  ratedeck tables load "Retail EUR" --from "Wholesale EUR" --price +12% --decimals 4
  ratedeck tables load "Retail EUR" --from "Wholesale EUR" --price +12% --decimals 4 --apply
`;

export function registerLoad(tables: Command): void {
  const loaded = tables
    .command('load')
    .description('load rates of another table; shows what it would do, until --apply')
    .argument('<table>', 'the table that gets them: its name or its id')
    .requiredOption('--from <table>', 'the table that they are taken from')
    .addOption(
      new Option('--existing <what>', 'rates that the table has already: kept or followed')
        .choices(['skip', 'replace'])
        .default('skip'),
    )
    .option('--versions-at <instant>', 'versions in force then are taken (default: now)')
    .option('--effective-from <instant>', 'when they begin (default: now)')
    .option('--price <change>', priceChangeWords)
    .option('--first-price <change>', 'the same for the first price')
    .option('--setup-fee <change>', 'the same for the setup fee')
    .option('--decimals <number>', 'decimals of changed prices')
    .option('--skip-refused', 'leave out refused rates; else one refuses all')
    .option('--apply', 'do it')
    .option('--revision <number>', 'only if the table is still as the preview saw it');
  addServerOptions(addFieldOptions(loaded, loadFilters)).addHelpText('after', help).action(load);
}
