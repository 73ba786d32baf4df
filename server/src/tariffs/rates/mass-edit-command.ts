/**
 * `ratedeck rates mass-edit`: changes many rates of a table at once. Shows what it would do, until it
 * is told to do it.
 */

import { type Command, Option } from 'commander';
import { badInput } from '../../platform/cli/command-failure.js';
import { writeStdout } from '../../platform/cli/terminal.js';
import {
  addFieldOptions,
  type FieldOption,
  filterFrom,
  type OptionValues,
  requestFrom,
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

const actions = ['edit', 'delete', 'stash', 'unstash', 'end'] as const;

/** Fields that all chosen rates get. */
const settable: readonly FieldOption[] = [
  {
    flags: '--set-first-interval <volume>',
    words: 'first interval of all of them',
    field: 'firstInterval',
    kind: 'number',
  },
  {
    flags: '--set-next-interval <volume>',
    words: 'next interval',
    field: 'nextInterval',
    kind: 'number',
  },
  {
    flags: '--set-grace-volume <volume>',
    words: 'grace volume',
    field: 'graceVolume',
    kind: 'number',
  },
  {
    flags: '--set-grace-mode <mode>',
    words: 'inclusive or exclusive',
    field: 'graceMode',
    kind: 'text',
  },
  {
    flags: '--set-time-profile <profile>',
    words: 'time profile',
    field: 'timeProfileId',
    kind: places.timeProfile,
  },
  { flags: '--set-tag <tag>', words: 'tag', field: 'tag', kind: 'text' },
  {
    flags: '--set-category <category>',
    words: 'category',
    field: 'categoryId',
    kind: places.category,
  },
  {
    flags: '--set-effective-to <instant>',
    words: 'when they end',
    field: 'effectiveTo',
    kind: 'text',
  },
  { flags: '--set-notes <text>', words: 'notes', field: 'notes', kind: 'text' },
  { flags: '--set-description <text>', words: 'description', field: 'description', kind: 'text' },
  {
    flags: '--set-blocked <yes|no>',
    words: 'whether calls are refused',
    field: 'blocked',
    kind: 'yes-no',
  },
  {
    flags: '--set-notice <how>',
    words: 'hold or force',
    field: 'notice',
    kind: 'text',
    choices: ['hold', 'force'],
  },
];

interface MassEditOptions extends ServerOptions, PriceChangeOptions {
  readonly action: string;
  readonly rate?: readonly string[];
  readonly effectiveFrom?: string;
  readonly inPlace?: true;
  readonly skipRefused?: true;
  readonly apply?: true;
  readonly revision?: string;
}

async function massEdit(table: string, options: MassEditOptions & OptionValues): Promise<void> {
  const { action, rate, effectiveFrom, revision } = options;
  const client = connectServer(options);
  const id = await findId(client, places.rateTable, table);
  const filter = await filterFrom(client, rateFilters, options);
  if (rate !== undefined && Object.keys(filter).length > 0) {
    throw badInput('choose rates by --rate or by filters, not by both');
  }
  const set = await requestFrom(client, settable, options);
  const body = {
    action,
    ...(rate === undefined ? { filter } : { rateIds: rate }),
    ...priceChanges(options),
    ...(Object.keys(set).length > 0 && { set }),
    ...(effectiveFrom !== undefined && { effectiveFrom }),
    ...(options.inPlace === true && { inPlace: true }),
    ...(options.skipRefused === true && { skipRefused: true }),
    preview: options.apply !== true,
  };
  const changes = await client.call<RateChanges>({
    method: 'POST',
    path: `/rate-tables/${id}/mass-edits`,
    body,
    ...(revision !== undefined && { version: revisionFrom(revision) }),
  });
  const json = `${JSON.stringify(changes)}\n`;
  await writeStdout(options.json === true ? json : rateChangesText(changes, '--apply'));
}

const help = `
Examples:
  ratedeck rates mass-edit "Retail EUR" --code 43 --price +5% --decimals 4
      shows what raising all Austrian prices would do
  ratedeck rates mass-edit "Retail EUR" --code 43 --price +5% --decimals 4 --apply --effective-from 2027-01-01
      raises them at the turn of the year
  ratedeck rates mass-edit "Retail EUR" --state future --action delete --apply

Without a filter all rates of the table are meant. What was done is one change set, which
"ratedeck changes revert" undoes.
`;

export function registerMassEdit(rates: Command): void {
  const command = rates
    .command('mass-edit')
    .description('change many rates; shows what it would do, until --apply')
    .argument('<table>', 'its name or its id')
    .addOption(new Option('--action <what>', 'what is done').choices(actions).default('edit'))
    .option('--rate <ids...>', 'these rates only')
    .option('--price <change>', priceChangeWords)
    .option('--first-price <change>', 'the same for the first price')
    .option('--setup-fee <change>', 'the same for the setup fee')
    .option('--decimals <number>', 'decimals of changed prices')
    .option('--effective-from <instant>', 'when it begins (default: now)')
    .option('--in-place', 'correct the versions themselves instead of adding new ones')
    .option('--skip-refused', 'leave out refused rates; else one refuses all')
    .option('--apply', 'do it')
    .option('--revision <number>', 'only if the table is still as the preview saw it');
  addServerOptions(addFieldOptions(addFieldOptions(command, settable), rateFilters))
    .addHelpText('after', help)
    .action(massEdit);
}
