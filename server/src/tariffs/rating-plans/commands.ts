/** `ratedeck plans`: rating plans on a server. */

import type { Command } from 'commander';
import { badInput } from '../../platform/cli/command-failure.js';
import {
  defineCommand,
  defineDeleteCommand,
  defineListCommand,
} from '../../platform/client/define-command.js';
import { defineArchiveCommand, patchThing } from '../../platform/client/edit-thing.js';
import {
  type FieldOption,
  type OptionValues,
  requestFrom,
} from '../../platform/client/field-options.js';
import { findId, findThing, places } from '../../platform/client/find-thing.js';
import { connectServer } from '../../platform/client/server-client.js';
import type { ServerOptions } from '../../platform/client/server-options.js';
import { showDone, showThing } from '../../platform/client/shown.js';
import { type EntryOptions, entriesFrom, entryOption } from './entry-option.js';
import type { PlanCoverage, RatingPlan } from './schema.js';
import { noteCoverage, planColumns, showPlan, showWeek } from './shown-plan.js';

const scopes = ['customer', 'carrier', 'reseller', 'device'] as const;

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
  { flags: '--currency <code>', words: 'of this currency', field: 'currency', kind: 'text' },
  {
    flags: '--status <status>',
    words: 'active or archived',
    field: 'status',
    kind: 'text',
    choices: ['active', 'archived'],
  },
  {
    flags: '--coverage <coverage>',
    words: 'complete, or with gaps',
    field: 'coverage',
    kind: 'text',
    choices: ['complete', 'gaps'],
  },
  {
    flags: '--table <table>',
    words: 'with this rate table',
    field: 'rateTableId',
    kind: places.rateTable,
  },
  {
    flags: '--timing <profile>',
    words: 'with this time profile',
    field: 'timingId',
    kind: places.timeProfile,
  },
];

const settings: readonly FieldOption[] = [
  {
    flags: '--description <text>',
    words: 'text for people',
    field: 'description',
    kind: 'text',
  },
  {
    flags: '--precedence <precedence>',
    words: 'weight (default), or prefix: the longest code over all tables',
    field: 'precedence',
    kind: 'text',
    choices: ['weight', 'prefix'],
  },
  {
    flags: '--time-basis <basis>',
    words: "start or split, in place of the tables' own; none: theirs",
    field: 'timeBasis',
    kind: 'text',
  },
];

const atCreation: readonly FieldOption[] = [
  {
    flags: '--currency <code>',
    words: 'of all its tables; fixed',
    field: 'currency',
    kind: 'text',
  },
  {
    flags: '--owner <account>',
    words: "account that owns it (default: the key's)",
    field: 'ownerId',
    kind: places.account,
  },
];

const editable: readonly FieldOption[] = [
  { flags: '--name <name>', words: 'another name', field: 'name', kind: 'text' },
  ...settings,
];

const atCopy: readonly FieldOption[] = [
  { flags: '--name <name>', words: 'name of the copy', field: 'name', kind: 'text' },
  {
    flags: '--description <text>',
    words: "text for people (default: the original's)",
    field: 'description',
    kind: 'text',
  },
];

type Options = ServerOptions & OptionValues & EntryOptions;

async function show(reference: string, options: ServerOptions): Promise<void> {
  const plan = await findThing<RatingPlan>(connectServer(options), places.ratingPlan, reference);
  await (options.json === true ? showThing(plan, true) : showPlan(plan));
}

async function coverage(reference: string, options: ServerOptions): Promise<void> {
  const client = connectServer(options);
  const id = await findId(client, places.ratingPlan, reference);
  const found = await client.call<PlanCoverage>({ path: `/rating-plans/${id}/coverage` });
  await (options.json === true ? showThing(found, true) : showWeek(found));
}

async function create(name: string, options: Options): Promise<void> {
  const client = connectServer(options);
  const entries = await entriesFrom(client, options.entry ?? []);
  const fields = await requestFrom(client, [...atCreation, ...settings], options);
  if (fields['currency'] === undefined) {
    throw badInput('say which currency its tables have: --currency EUR');
  }
  const body = { name, ...fields, entries };
  const plan = await client.call<RatingPlan>({ method: 'POST', path: '/rating-plans', body });
  await showDone(`Created rating plan ${plan.id} "${plan.name}".`, plan, options.json);
  noteCoverage(plan);
}

async function edit(reference: string, options: Options): Promise<void> {
  const client = connectServer(options);
  const fields = await requestFrom(client, editable, options);
  const { entry } = options;
  const entries = entry === undefined ? {} : { entries: await entriesFrom(client, entry) };
  const body = { ...fields, ...entries };
  if (Object.keys(body).length === 0) {
    throw badInput('nothing is to be changed: give --entry or another option; --help lists them');
  }
  const plan = await patchThing<RatingPlan>(places.ratingPlan, reference, body, options);
  await showDone(`Edited rating plan ${plan.id} "${plan.name}".`, plan, options.json);
  noteCoverage(plan);
}

async function copy(reference: string, options: Options): Promise<void> {
  const client = connectServer(options);
  const body = await requestFrom(client, atCopy, options);
  if (body['name'] === undefined) throw badInput('say what the copy is called: --name NAME');
  const path = `/rating-plans/${await findId(client, places.ratingPlan, reference)}/copies`;
  const plan = await client.call<RatingPlan>({ method: 'POST', path, body });
  await showDone(`Created rating plan ${plan.id} "${plan.name}".`, plan, options.json);
  noteCoverage(plan);
}

const argument = ['<plan>', 'its name or its id'] as const;

function registerReading(plans: Command): void {
  defineListCommand<RatingPlan>(plans, {
    ...{ path: '/rating-plans', noun: 'rating plans', columns: planColumns, filters },
    sorts: 'name or createdAt',
    examples: ['list --scope customer --coverage gaps', 'list --table "Retail EUR" --json'],
  });
  const shown = { name: 'show', description: 'show a rating plan', argument };
  defineCommand(plans, { ...shown, examples: ['show Business'] }, show);
  const covered = {
    name: 'coverage',
    description: 'show which tables of a rating plan are in force when',
    argument,
    examples: ['coverage Business', 'coverage Business --json'],
  };
  defineCommand(plans, covered, coverage);
}

function registerWriting(plans: Command): void {
  const made = {
    name: 'create',
    description: 'put rate tables together as a rating plan',
    argument: ['<name>', 'unique among the plans of its owner; clients see it on invoices'],
    fields: [...atCreation, ...settings],
    options: [entryOption()],
    examples: [
      'create Business --currency EUR --entry "Retail EUR" --entry "Weekend EUR:20:Weekend"',
    ],
  } as const;
  defineCommand(plans, made, create);
  const edited = {
    name: 'edit',
    description: 'edit a rating plan; its tables are replaced as a whole',
    argument,
    fields: editable,
    options: [entryOption()],
    examples: ['edit Business --entry "Retail EUR" --precedence prefix'],
  };
  defineCommand(plans, edited, edit);
  const copied = {
    name: 'copy',
    description: 'copy a rating plan: the same tables under another name, assigned to nobody',
    argument,
    fields: atCopy,
    examples: ['copy Business --name "Business 2027"'],
  };
  defineCommand(plans, copied, copy);
  defineArchiveCommand(plans, {
    place: places.ratingPlan,
    argument,
    description: 'archive a rating plan: it goes on where it is assigned, and is not assigned anew',
    examples: ['archive "Business 2025"', 'archive "Business 2025" --undo'],
  });
  const one = { place: places.ratingPlan, argument };
  defineDeleteCommand(plans, { ...one, examples: ['delete "Never used"'] });
}

export function registerPlanCommands(program: Command): void {
  const plans = program.command('plans').description('rating plans on a server');
  registerReading(plans);
  registerWriting(plans);
}
