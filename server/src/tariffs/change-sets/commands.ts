/** `ratedeck changes`: what was done to the rates of tables, and taking it back. */

import { type Command, Option } from 'commander';
import { badInput } from '../../platform/cli/command-failure.js';
import { defineCommand, defineListCommand } from '../../platform/client/define-command.js';
import type { FieldOption } from '../../platform/client/field-options.js';
import { places } from '../../platform/client/find-thing.js';
import { identityColumns } from '../../platform/client/identity-columns.js';
import { type ListOptions, showList } from '../../platform/client/list-command.js';
import { connectServer } from '../../platform/client/server-client.js';
import type { ServerOptions } from '../../platform/client/server-options.js';
import { type ListColumn, showDone, shownInstant, showThing } from '../../platform/client/shown.js';
import type { ChangeSet, RateChange } from './schema.js';

const columns: readonly ListColumn<ChangeSet>[] = [
  { header: 'id', of: ({ id }) => id, align: 'right' },
  { header: 'at', of: ({ at }) => shownInstant(at) },
  { header: 'rate table', of: ({ rateTable }) => rateTable.name },
  { header: 'kind', of: ({ kind }) => kind },
  { header: 'by', of: ({ actor }) => actor.name },
  { header: 'added', of: ({ addedCount }) => addedCount, align: 'right' },
  { header: 'updated', of: ({ updatedCount }) => updatedCount, align: 'right' },
  { header: 'deleted', of: ({ deletedCount }) => deletedCount, align: 'right' },
  { header: 'summary', of: ({ summary }) => summary },
];

const filters: readonly FieldOption[] = [
  {
    flags: '--table <table>',
    words: 'of this rate table',
    field: 'rateTableId',
    kind: places.rateTable,
  },
  {
    flags: '--kind <kind>',
    words: 'edit, mass-edit, load, revert, ...',
    field: 'kind',
    kind: 'text',
  },
  { flags: '--from <instant>', words: 'not before', field: 'from', kind: 'text' },
  { flags: '--to <instant>', words: 'before', field: 'to', kind: 'text' },
];

const priceOf = (rate: RateChange['before']): string | null =>
  rate?.blocked === true ? 'blocked' : (rate?.price ?? null);

const rateColumns: readonly ListColumn<RateChange>[] = [
  { header: 'action', of: ({ action }) => action },
  { header: 'rate', of: ({ before, after }) => (after ?? before)?.id, align: 'right' },
  { header: 'code', of: ({ before, after }) => (after ?? before)?.code },
  { header: 'name', of: ({ before, after }) => (after ?? before)?.name },
  ...identityColumns<RateChange>(({ before, after }) => after ?? before),
  { header: 'before', of: ({ before }) => priceOf(before), align: 'right' },
  { header: 'after', of: ({ after }) => priceOf(after), align: 'right' },
];

function requireId(text: string): string {
  if (/^[0-9]{1,18}$/.test(text)) return text;
  throw badInput(`${text}: give the id of a change set; "ratedeck changes list" shows them`);
}

interface ShowOptions extends ServerOptions, ListOptions {
  readonly rates?: true;
  readonly json?: true;
}

async function show(changeSet: string, options: ShowOptions): Promise<void> {
  const client = connectServer(options);
  const path = `/change-sets/${requireId(changeSet)}`;
  if (options.rates !== true) {
    await showThing(await client.call<ChangeSet>({ path }), options.json);
    return;
  }
  await showList<RateChange>(
    client,
    { path: `${path}/rates`, query: {}, columns: rateColumns, noun: 'changed rates' },
    options,
  );
}

async function revert(changeSet: string, options: ServerOptions): Promise<void> {
  const path = `/change-sets/${requireId(changeSet)}/revert`;
  const made = await connectServer(options).call<ChangeSet>({ method: 'POST', path });
  const words = `Took change set ${changeSet} back, as change set ${made.id}.`;
  await showDone(words, made, options.json);
}

export function registerChangeCommands(program: Command): void {
  const changes = program.command('changes').description('what was done to rates, and undoing it');
  const argument = ['<change-set>', 'its id'] as const;
  defineListCommand<ChangeSet>(changes, {
    ...{ path: '/change-sets', noun: 'change sets', columns, filters },
    description: 'list change sets, the latest first',
    sorts: 'at',
    sortDefault: '-at',
    examples: ['list --table "Retail EUR" --limit 10'],
  });
  const shown = {
    name: 'show',
    description: 'show a change set',
    argument,
    options: [
      new Option('--rates', 'each rate that it changed, before and after'),
      new Option('--limit <number>', 'of the rates, how many at most'),
      new Option('--all', 'all of the rates'),
    ],
    examples: ['show 12', 'show 12 --rates --all'],
  };
  defineCommand(changes, shown, show);
  const description = 'take a change set back, as a change set of its own';
  defineCommand(
    changes,
    { name: 'revert', description, argument, examples: ['revert 12'] },
    revert,
  );
}
