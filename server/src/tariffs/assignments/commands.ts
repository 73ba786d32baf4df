/** `ratedeck assignments`: which plan or table prices whom, on a server. */

import { type Command, Option } from 'commander';
import { badInput } from '../../platform/cli/command-failure.js';
import { defineCommand, defineListCommand } from '../../platform/client/define-command.js';
import {
  type FieldOption,
  type OptionValues,
  requestFrom,
  requireSome,
} from '../../platform/client/field-options.js';
import { places } from '../../platform/client/find-thing.js';
import { connectServer, type ServerClient } from '../../platform/client/server-client.js';
import type { ServerOptions } from '../../platform/client/server-options.js';
import { type ListColumn, showDone, shownInstant, showThing } from '../../platform/client/shown.js';
import type { Assignment } from './schema.js';

const columns: readonly ListColumn<Assignment>[] = [
  { header: 'id', of: ({ id }) => id, align: 'right' },
  { header: 'account', of: ({ account }) => account.name },
  { header: 'trunk', of: ({ trunk }) => trunk?.name, shown: 'when used' },
  { header: 'rating plan', of: ({ ratingPlan }) => ratingPlan?.name, shown: 'when used' },
  { header: 'rate table', of: ({ rateTable }) => rateTable?.name, shown: 'when used' },
  { header: 'from', of: ({ activatesAt }) => shownInstant(activatesAt, 'always') },
  { header: 'until', of: ({ until }) => shownInstant(until) },
  { header: 'state', of: ({ state }) => state },
  {
    header: 'calls',
    of: ({ ratedCalls }) => ratedCalls?.count,
    align: 'right',
    shown: 'when used',
  },
];

const party: readonly FieldOption[] = [
  {
    flags: '--account <account>',
    words: 'this account',
    field: 'accountId',
    kind: places.account,
  },
  { flags: '--trunk <trunk>', words: 'this trunk', field: 'trunkId', kind: places.trunk },
];

const price: readonly FieldOption[] = [
  {
    flags: '--plan <plan>',
    words: 'this rating plan',
    field: 'ratingPlanId',
    kind: places.ratingPlan,
  },
  {
    flags: '--table <table>',
    words: 'this rate table alone',
    field: 'rateTableId',
    kind: places.rateTable,
  },
];

const filters: readonly FieldOption[] = [
  ...party,
  ...price,
  {
    flags: '--scope <scope>',
    words: 'of this scope',
    field: 'scope',
    kind: 'text',
    choices: ['customer', 'carrier', 'reseller', 'device'],
  },
  {
    flags: '--state <state>',
    words: 'past, current or planned',
    field: 'state',
    kind: 'text',
    choices: ['past', 'current', 'planned'],
  },
];

const dates: readonly FieldOption[] = [
  {
    flags: '--activates-at <instant>',
    words: 'first instant at which it counts (default: now); none: always',
    field: 'activatesAt',
    kind: 'text',
  },
  {
    flags: '--ends-at <instant>',
    words: 'first instant at which it counts no more; none: until the next one begins',
    field: 'endsAt',
    kind: 'text',
  },
];

const editable: readonly FieldOption[] = [...price, ...dates];

type Options = ServerOptions & OptionValues;

const textOf = ({ id, account, trunk, ratingPlan, rateTable }: Assignment): string => {
  const what = ratingPlan === null ? 'rate table' : 'rating plan';
  const whom = trunk === null ? `account "${account.name}"` : `trunk "${trunk.name}"`;
  return `assignment ${id}: ${what} "${(ratingPlan ?? rateTable)?.name}" to ${whom}`;
};

function requireId(text: string): string {
  if (/^[0-9]{1,18}$/.test(text)) return text;
  throw badInput(`${text}: give the id of an assignment; "ratedeck assignments list" shows them`);
}

const find = (client: ServerClient, reference: string): Promise<Assignment> =>
  client.call<Assignment>({ path: `/assignments/${requireId(reference)}` });

async function show(reference: string, options: ServerOptions): Promise<void> {
  await showThing(await find(connectServer(options), reference), options.json);
}

async function create(options: Options): Promise<void> {
  const client = connectServer(options);
  const body = await requestFrom(client, [...party, ...price, ...dates], options);
  const assignment = await client.call<Assignment>({ method: 'POST', path: '/assignments', body });
  await showDone(`Created ${textOf(assignment)}.`, assignment, options.json);
}

async function patch(reference: string, body: object, options: ServerOptions): Promise<Assignment> {
  const client = connectServer(options);
  const { id, version } = await find(client, reference);
  return client.call<Assignment>({ method: 'PATCH', path: `/assignments/${id}`, body, version });
}

async function edit(reference: string, options: Options): Promise<void> {
  const body = await requestFrom(connectServer(options), editable, options);
  requireSome(body, editable);
  const assignment = await patch(reference, body, options);
  await showDone(`Edited ${textOf(assignment)}.`, assignment, options.json);
}

interface EndOptions extends ServerOptions {
  readonly at?: string;
}

async function end(reference: string, options: EndOptions): Promise<void> {
  const endsAt = options.at ?? new Date().toISOString();
  const assignment = await patch(reference, { endsAt }, options);
  const at = shownInstant(assignment.endsAt);
  await showDone(`Ends at ${at}: ${textOf(assignment)}.`, assignment, options.json);
}

async function remove(reference: string, options: ServerOptions): Promise<void> {
  const client = connectServer(options);
  const assignment = await find(client, reference);
  const { id, version } = assignment;
  await client.call({ method: 'DELETE', path: `/assignments/${id}`, version });
  await showDone(`Deleted ${textOf(assignment)}.`, { id, deleted: true }, options.json);
}

const argument = ['<assignment>', 'its id'] as const;

export function registerAssignmentCommands(program: Command): void {
  const assignments = program.command('assignments').description('which plan prices whom');
  defineListCommand<Assignment>(assignments, {
    ...{ path: '/assignments', noun: 'assignments', columns, filters },
    sorts: 'activatesAt or createdAt',
    examples: ['list --account Acme', 'list --plan Business --state current --json'],
  });
  const shown = { name: 'show', description: 'show an assignment', argument };
  defineCommand(assignments, { ...shown, examples: ['show 17'] }, show);
  const made = {
    name: 'create',
    description: 'let a plan or a table price an account or a trunk, from an instant on',
    fields: [...party, ...price, ...dates],
    examples: [
      'create --account Acme --plan Business --activates-at 2027-01-01',
      'create --trunk "Acme Vienna" --table "Retail EUR"',
    ],
  };
  defineCommand(assignments, made, create);
  const edited = {
    name: 'edit',
    description: 'edit an assignment by which no calls were rated',
    argument,
    fields: editable,
    examples: ['edit 17 --activates-at 2027-02-01'],
  };
  defineCommand(assignments, edited, edit);
  const ended = {
    name: 'end',
    description: 'end an assignment, after the last call that was rated by it',
    argument,
    options: [
      new Option('--at <instant>', 'first instant at which it counts no more (default: now)'),
    ],
    examples: ['end 17', 'end 17 --at 2027-01-01'],
  };
  defineCommand(assignments, ended, end);
  const description = 'remove an assignment by which no calls were rated, as if it had never been';
  const removed = { name: 'delete', description, argument, examples: ['delete 17'] };
  defineCommand(assignments, removed, remove);
}
