/** `ratedeck tables`: rate tables on a server. */

import type { Command } from 'commander';
import { badInput } from '../../platform/cli/command-failure.js';
import {
  defineCommand,
  defineDeleteCommand,
  defineListCommand,
  defineShowCommand,
} from '../../platform/client/define-command.js';
import { defineArchiveCommand, patchThing } from '../../platform/client/edit-thing.js';
import {
  type FieldOption,
  type OptionValues,
  requestFrom,
  requireSome,
} from '../../platform/client/field-options.js';
import { places } from '../../platform/client/find-thing.js';
import { chargeOptions, noneWords, services } from '../../platform/client/rate-options.js';
import { connectServer } from '../../platform/client/server-client.js';
import type { ServerOptions } from '../../platform/client/server-options.js';
import { type ListColumn, showDone } from '../../platform/client/shown.js';
import { registerLoad } from './load-command.js';
import type { RateTable } from './schema.js';

const scopes = ['customer', 'carrier', 'reseller', 'device'] as const;

const columns: readonly ListColumn<RateTable>[] = [
  { header: 'id', of: ({ id }) => id, align: 'right' },
  { header: 'name', of: ({ name }) => name },
  { header: 'owner', of: ({ owner }) => owner.name },
  { header: 'scope', of: ({ scope }) => scope },
  { header: 'service', of: ({ service }) => service },
  { header: 'currency', of: ({ currency }) => currency },
  { header: 'status', of: ({ status }) => status },
  { header: 'rates', of: ({ rateCount }) => rateCount, align: 'right' },
  { header: 'plans', of: ({ planCount }) => planCount, align: 'right' },
  { header: 'assignments', of: ({ assignmentCount }) => assignmentCount, align: 'right' },
];

const filters: readonly FieldOption[] = [
  { flags: '--search <text>', words: 'part of the name', field: 'search', kind: 'text' },
  { flags: '--owner <account>', words: 'of this account', field: 'ownerId', kind: places.account },
  {
    flags: '--scope <scope>',
    words: 'of this scope',
    field: 'scope',
    kind: 'text',
    choices: scopes,
  },
  {
    flags: '--service <service>',
    words: 'of this service',
    field: 'service',
    kind: 'text',
    choices: services,
  },
  { flags: '--currency <code>', words: 'of this currency', field: 'currency', kind: 'text' },
  {
    flags: '--status <status>',
    words: 'active or archived',
    field: 'status',
    kind: 'text',
    choices: ['active', 'archived'],
  },
  {
    flags: '--parent <table>',
    words: 'with this parent table',
    field: 'parentId',
    kind: places.rateTable,
  },
  {
    flags: '--code-deck <deck>',
    words: 'with this code deck',
    field: 'codeDeckId',
    kind: places.codeDeck,
  },
];

const settings: readonly FieldOption[] = [
  {
    flags: '--unit <volume>',
    words: 'volume that a price pays for',
    field: 'unit',
    kind: 'number',
  },
  {
    flags: '--parent <table>',
    words: 'table whose rates are candidates too',
    field: 'parentId',
    kind: places.rateTable,
  },
  {
    flags: '--code-deck <deck>',
    words: 'names the codes',
    field: 'codeDeckId',
    kind: places.codeDeck,
  },
  {
    flags: '--source-code-deck <deck>',
    words: 'names the source codes',
    field: 'sourceCodeDeckId',
    kind: places.codeDeck,
  },
  {
    flags: '--tax-included <yes|no>',
    words: 'whether prices contain the tax',
    field: 'taxIncluded',
    kind: 'yes-no',
  },
  { flags: '--tax-rate <percent>', words: 'tax in per cent', field: 'taxRate', kind: 'text' },
  {
    flags: '--decimals <number>',
    words: 'decimals of an amount',
    field: 'rounding.decimals',
    kind: 'number',
  },
  {
    flags: '--rounding <mode>',
    words: 'up, half-up, half-even or down',
    field: 'rounding.mode',
    kind: 'text',
    choices: ['up', 'half-up', 'half-even', 'down'],
  },
  {
    flags: '--duration-rounding <mode>',
    words: 'how seconds become whole ones',
    field: 'durationRounding',
    kind: 'text',
    choices: ['up', 'half-up', 'down', 'none'],
  },
  {
    flags: '--time-basis <basis>',
    words: 'start, or split: the price follows the clock',
    field: 'timeBasis',
    kind: 'text',
    choices: ['start', 'split'],
  },
  ...chargeOptions('table'),
];

const atCreation: readonly FieldOption[] = [
  {
    flags: '--scope <scope>',
    words: 'whose prices they are; fixed',
    field: 'scope',
    kind: 'text',
    choices: scopes,
  },
  {
    flags: '--owner <account>',
    words: "account that owns it (default: the key's)",
    field: 'ownerId',
    kind: places.account,
  },
  {
    flags: '--service <service>',
    words: 'of rates that name none; fixed (default: voice)',
    field: 'service',
    kind: 'text',
    choices: services,
  },
  {
    flags: '--currency <code>',
    words: 'of all its prices; fixed (default: USD)',
    field: 'currency',
    kind: 'text',
  },
];

const editable: readonly FieldOption[] = [
  { flags: '--name <name>', words: 'another name', field: 'name', kind: 'text' },
  ...settings,
];

type Options = ServerOptions & OptionValues;

async function create(name: string, options: Options): Promise<void> {
  if (options['scope'] === undefined) {
    throw badInput(`say whose prices they are: --scope ${scopes.join(', ')}`);
  }
  const client = connectServer(options);
  const body = { name, ...(await requestFrom(client, [...atCreation, ...settings], options)) };
  const table = await client.call<RateTable>({ method: 'POST', path: '/rate-tables', body });
  await showDone(`Created rate table ${table.id} "${table.name}".`, table, options.json);
}

async function edit(reference: string, options: Options): Promise<void> {
  const body = await requestFrom(connectServer(options), editable, options);
  requireSome(body, editable);
  const table = await patchThing<RateTable>(places.rateTable, reference, body, options);
  await showDone(`Edited rate table ${table.id} "${table.name}".`, table, options.json);
}

const argument = ['<table>', 'its name or its id'] as const;
const one = { place: places.rateTable, argument };

function registerReading(tables: Command): void {
  defineListCommand<RateTable>(tables, {
    ...{ path: '/rate-tables', noun: 'rate tables', columns, filters },
    sorts: 'name, createdAt or rateCount',
    examples: ['list --scope customer --currency EUR', 'list --all --json'],
  });
  defineShowCommand(tables, { ...one, examples: ['show "Retail EUR"'] });
}

function registerWriting(tables: Command): void {
  const made = {
    name: 'create',
    description: 'create a rate table',
    argument: ['<name>', 'unique among the tables of its owner'],
    fields: [...atCreation, ...settings],
    examples: ['create "Retail EUR" --scope customer --currency EUR --default-next-interval 60'],
  } as const;
  defineCommand(tables, made, create);
  const edited = {
    name: 'edit',
    description: `edit a rate table; ${noneWords}`,
    argument,
    fields: editable,
    examples: ['edit "Retail EUR" --tax-rate 20 --code-deck Default'],
  };
  defineCommand(tables, edited, edit);
  defineArchiveCommand(tables, {
    ...one,
    description: 'archive a rate table: it keeps its rates and takes no new',
    examples: ['archive "Retail 2025"', 'archive "Retail 2025" --undo'],
  });
  const description = 'delete a rate table with its rates';
  defineDeleteCommand(tables, { ...one, description, examples: ['delete "Never used"'] });
}

export function registerTableCommands(program: Command): void {
  const tables = program.command('tables').description('rate tables on a server');
  registerReading(tables);
  registerWriting(tables);
  registerLoad(tables);
}
