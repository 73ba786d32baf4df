/** `ratedeck rates`: the rates of a table on a server. */

import { type Command, Option } from 'commander';
import { badInput } from '../../platform/cli/command-failure.js';
import { defineCommand } from '../../platform/client/define-command.js';
import {
  type FieldOption,
  filterFrom,
  type OptionValues,
  requestFrom,
  requireSome,
} from '../../platform/client/field-options.js';
import { findId, places } from '../../platform/client/find-thing.js';
import { identityColumns } from '../../platform/client/identity-columns.js';
import { type ListOptions, showList } from '../../platform/client/list-command.js';
import {
  chargeOptions,
  noneWords,
  rateFilters,
  services,
} from '../../platform/client/rate-options.js';
import { connectServer } from '../../platform/client/server-client.js';
import type { ServerOptions } from '../../platform/client/server-options.js';
import {
  type ListColumn,
  note,
  showDone,
  shownInstant,
  showThing,
} from '../../platform/client/shown.js';
import { registerMassEdit } from './mass-edit-command.js';
import type { AddedRates, Rate } from './schema.js';

const columns: readonly ListColumn<Rate>[] = [
  { header: 'id', of: ({ id }) => id, align: 'right' },
  { header: 'code', of: ({ code }) => code },
  { header: 'name', of: ({ name }) => name },
  ...identityColumns<Rate>((rate) => rate),
  { header: 'price', of: ({ blocked, price }) => (blocked ? 'blocked' : price), align: 'right' },
  { header: 'change', of: ({ difference }) => difference, align: 'right' },
  {
    header: 'intervals',
    of: ({ firstInterval, nextInterval }) => `${firstInterval ?? '-'}/${nextInterval ?? '-'}`,
  },
  { header: 'from', of: ({ effectiveFrom }) => shownInstant(effectiveFrom, 'always') },
  { header: 'to', of: ({ validTo }) => shownInstant(validTo) },
  { header: 'state', of: ({ state }) => state },
];

/** Fields of a rate that can be given and edited. */
const fields: readonly FieldOption[] = [
  { flags: '--name <name>', words: "instead of the code deck's", field: 'name', kind: 'text' },
  {
    flags: '--service <service>',
    words: "left out: the table's",
    field: 'service',
    kind: 'text',
    choices: services,
  },
  {
    flags: '--source-code <digits>',
    words: 'the caller must begin so',
    field: 'sourceCode',
    kind: 'text',
  },
  {
    flags: '--number-length-min <digits>',
    words: 'of the called number',
    field: 'numberLength.min',
    kind: 'number',
  },
  {
    flags: '--number-length-max <digits>',
    words: 'of the called number',
    field: 'numberLength.max',
    kind: 'number',
  },
  {
    flags: '--time-profile <profile>',
    words: 'when it holds',
    field: 'timeProfileId',
    kind: places.timeProfile,
  },
  { flags: '--tag <tag>', words: 'only for events with it', field: 'tag', kind: 'text' },
  {
    flags: '--category <category>',
    words: 'class of destination',
    field: 'categoryId',
    kind: places.category,
  },
  ...chargeOptions('rate'),
  {
    flags: '--blocked <yes|no>',
    words: 'whether calls to the code are refused',
    field: 'blocked',
    kind: 'yes-no',
  },
  {
    flags: '--effective-from <instant>',
    words: 'when it begins; none: always (a new rate without it: now)',
    field: 'effectiveFrom',
    kind: 'text',
  },
  {
    flags: '--effective-to <instant>',
    words: 'when it ends; none: never',
    field: 'effectiveTo',
    kind: 'text',
  },
  { flags: '--description <text>', words: 'for customers', field: 'description', kind: 'text' },
  { flags: '--notes <text>', words: 'for yourself', field: 'notes', kind: 'text' },
  {
    flags: '--notice <how>',
    words: 'tell customers with the next notice (hold) or at once (force)',
    field: 'notice',
    kind: 'text',
    choices: ['hold', 'force'],
  },
];

const editable: readonly FieldOption[] = [
  { flags: '--code <digits>', words: 'another code', field: 'code', kind: 'text' },
  ...fields,
];

type Options = ServerOptions & OptionValues;

function requireRateId(text: string): string {
  if (/^[0-9]{1,18}$/.test(text)) return text;
  throw badInput(`${text}: give the id of a rate; "ratedeck rates list TABLE" shows them`);
}

async function list(table: string, options: Options & ListOptions): Promise<void> {
  const client = connectServer(options);
  const id = await findId(client, places.rateTable, table);
  const query = await filterFrom(client, rateFilters, options);
  const path = `/rate-tables/${id}/rates`;
  await showList<Rate>(client, { path, query, columns, noun: 'rates' }, options);
}

async function show(rate: string, options: ServerOptions): Promise<void> {
  const path = `/rates/${requireRateId(rate)}`;
  await showThing(await connectServer(options).call<Rate>({ path }), options.json);
}

interface AddOptions extends ServerOptions {
  readonly codes?: string;
  readonly codeName?: readonly string[];
  readonly sourceCodes?: string;
  readonly sourceCodeName?: readonly string[];
  readonly newSourceName?: string;
  readonly futureVersions?: string;
}

async function add(table: string, options: AddOptions & OptionValues): Promise<void> {
  const { codes, codeName, futureVersions, sourceCodes, sourceCodeName, newSourceName } = options;
  if ((codes === undefined) === (codeName === undefined)) {
    throw badInput('say for what: --codes "44, 4420, 447400-447404" or --code-name NAME, not both');
  }
  const client = connectServer(options);
  const id = await findId(client, places.rateTable, table);
  const body = {
    ...(codes !== undefined && { codes }),
    ...(codeName !== undefined && { codeNames: codeName }),
    ...(futureVersions !== undefined && { futureVersions }),
    ...(sourceCodes !== undefined && { sourceCodes }),
    ...(sourceCodeName !== undefined && { sourceCodeNames: sourceCodeName }),
    ...(newSourceName !== undefined && { newSourceCodeName: newSourceName }),
    ...(await requestFrom(client, fields, options)),
  };
  const path = `/rate-tables/${id}/rates`;
  const added = await client.call<AddedRates>({ method: 'POST', path, body });
  const { changeSetId, count, stashedCount, unnamedCodes } = added;
  const stashed = stashedCount === 0 ? '' : `, ${stashedCount} future versions stashed`;
  const words = `Added ${count} rates as change set ${changeSetId}${stashed}.`;
  await showDone(words, added, options.json);
  if (unnamedCodes.length > 0) {
    note(`No code deck names ${unnamedCodes.slice(0, 20).join(', ')}: --name gives them a name.`);
  }
}

async function edit(rate: string, options: Options): Promise<void> {
  const client = connectServer(options);
  const body = await requestFrom(client, editable, options);
  requireSome(body, editable);
  const path = `/rates/${requireRateId(rate)}`;
  const { version } = await client.call<Rate>({ path });
  const edited = await client.call<Rate>({ method: 'PATCH', path, body, version });
  const isNew = edited.id !== rate;
  const words = isNew
    ? `Calls were rated by rate ${rate}, so it stays; rate ${edited.id} follows it.`
    : `Edited rate ${rate}.`;
  await showDone(words, edited, options.json);
}

async function remove(rate: string, options: ServerOptions): Promise<void> {
  const id = requireRateId(rate);
  await connectServer(options).call({ method: 'DELETE', path: `/rates/${id}` });
  await showDone(`Deleted rate ${id}.`, { id, deleted: true }, options.json);
}

async function history(rate: string, options: ServerOptions & ListOptions): Promise<void> {
  const path = `/rates/${requireRateId(rate)}/versions`;
  const list = { path, query: {}, columns, noun: 'versions' };
  await showList<Rate>(connectServer(options), list, options);
}

function setStashed(step: 'stash' | 'unstash') {
  return async (rate: string, options: ServerOptions): Promise<void> => {
    const path = `/rates/${requireRateId(rate)}/${step}`;
    const changed = await connectServer(options).call<Rate>({ method: 'POST', path });
    const words = step === 'stash' ? 'Put aside' : 'Brought back';
    await showDone(`${words} rate ${changed.id}.`, changed, options.json);
  };
}

const argument = ['<rate>', 'its id'] as const;

function registerReading(rates: Command): void {
  const listed = {
    name: 'list',
    description: 'list the rates of a table; without --state all but stashed ones',
    argument: ['<table>', 'its name or its id'],
    fields: rateFilters,
    sorts: 'code, name, price, effectiveFrom or validTo',
    examples: ['list "Retail EUR" --code 43 --state current', 'list 17 --all --json'],
  } as const;
  defineCommand(rates, listed, list);
  const shown = { name: 'show', description: 'show a rate', argument, examples: ['show 4711'] };
  defineCommand(rates, shown, show);
  const versions = {
    name: 'history',
    description: 'list the versions of a rate, the latest first',
    argument: ['<rate>', 'the id of any of them'],
    sorts: 'effectiveFrom',
    examples: ['history 4711', 'history 4711 --all'],
  } as const;
  defineCommand(rates, versions, history);
}

function registerWriting(rates: Command): void {
  const added = {
    name: 'add',
    description: 'add a rate for each of one or more codes',
    argument: ['<table>', 'its name or its id'],
    options: [
      new Option('--codes <codes>', 'codes, lists and ranges: "44, 4420, 447400-447404"'),
      new Option('--code-name <names...>', "all codes that the table's code deck calls so"),
      new Option('--source-codes <codes>', 'a rate of each code for each of these source codes'),
      new Option('--source-code-name <names...>', 'all codes that its source code deck calls so'),
      new Option('--new-source-name <name>', 'adds source codes that the deck lacks by this name'),
      new Option('--future-versions <what>', 'what becomes of later versions').choices([
        'preserve',
        'stash',
      ]),
    ],
    fields,
    examples: [
      'add "Retail EUR" --codes "43, 4366" --price 0.0210',
      'add "Retail EUR" --code-name "Austria Mobile A1" --price 0.09 --effective-from 2027-01-01',
    ],
  } as const;
  defineCommand(rates, added, add);
  const edited = {
    name: 'edit',
    description: `edit a rate; ${noneWords}`,
    argument,
    fields: editable,
    examples: ['edit 4711 --price 0.0190 --notes "as agreed"'],
  };
  defineCommand(rates, edited, edit);
  const deleted = { name: 'delete', description: 'delete a rate', argument };
  defineCommand(rates, { ...deleted, examples: ['delete 4711'] }, remove);
  for (const [name, description] of [
    ['stash', 'put a rate aside: kept, not rated'],
    ['unstash', 'bring a stashed rate back'],
  ] as const) {
    const words = { name, description, argument, examples: [`${name} 4711`] };
    defineCommand(rates, words, setStashed(name));
  }
}

export function registerRateCommands(program: Command): void {
  const rates = program.command('rates').description('rates of a rate table on a server');
  registerReading(rates);
  registerWriting(rates);
  registerMassEdit(rates);
}
