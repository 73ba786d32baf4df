/**
 * Commands that talk to a server, as data: name, argument, fields, examples. Whatever all of them have
 * (where the server is, how help shows an example) is added here, so no command can lack it.
 */

import type { Command, Option } from 'commander';
import {
  addFieldOptions,
  type FieldOption,
  filterFrom,
  type OptionValues,
} from './field-options.js';
import { findThing, type ThingPlace } from './find-thing.js';
import { addListOptions, type ListOptions, type ShownList, showList } from './list-command.js';
import { connectServer } from './server-client.js';
import { addServerOptions, type ServerOptions } from './server-options.js';
import { showDone, showThing } from './shown.js';

export interface CommandWords {
  readonly name: string;
  readonly description: string;
  /** `<table>` and what it is. */
  readonly argument?: readonly [string, string];
  readonly fields?: readonly FieldOption[];
  /** Of a list: the fields by which it is sorted. */
  readonly sorts?: string;
  /** Options that fill no field of a request. */
  readonly options?: readonly Option[];
  /** What follows the name of the group: `show "Retail EUR"`. */
  readonly examples: readonly string[];
  /** Below the examples. */
  readonly help?: string;
}

function helpOf(group: Command, { examples, help = '' }: CommandWords): string {
  const lines = examples.map((line) => `  ratedeck ${group.name()} ${line}\n`);
  return `\nExamples:\n${lines.join('')}${help}`;
}

function begun(group: Command, words: CommandWords): Command {
  const command = group.command(words.name).description(words.description);
  if (words.argument !== undefined) command.argument(...words.argument);
  for (const option of words.options ?? []) command.addOption(option);
  addFieldOptions(command, words.fields ?? []);
  if (words.sorts !== undefined) addListOptions(command, words.sorts);
  return addServerOptions(command).addHelpText('after', helpOf(group, words));
}

/** `action` is given the argument, if there is one, and the options. */
export function defineCommand<Arguments extends readonly unknown[]>(
  group: Command,
  words: CommandWords,
  action: (...given: Arguments) => Promise<void>,
): void {
  begun(group, words).action(action);
}

export interface ListWords<Item> extends Omit<ShownList<Item>, 'query'> {
  readonly description?: string;
  readonly filters: readonly FieldOption[];
  /** `name or createdAt` */
  readonly sorts: string;
  readonly sortDefault?: string;
  readonly examples: readonly string[];
}

/** `list`: things of one kind, by filters. */
export function defineListCommand<Item>(group: Command, list: ListWords<Item>): void {
  const { description = `list ${list.noun}`, filters, sorts, examples, sortDefault } = list;
  const words = { name: 'list', description, fields: filters, sorts, examples };
  const action = async (options: ServerOptions & ListOptions & OptionValues) => {
    const client = connectServer(options);
    const query = await filterFrom(client, filters, options);
    const { sort = sortDefault } = options;
    const sorted = { ...options, ...(sort !== undefined && { sort }) };
    await showList(client, { ...list, query }, sorted);
  };
  defineCommand(group, words, action);
}

export interface OneWords {
  readonly place: ThingPlace;
  readonly argument: readonly [string, string];
  readonly examples: readonly string[];
}

const oneOf = ({ noun }: ThingPlace): string => `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;

/** `show`: a thing by its id or its name. */
export function defineShowCommand(group: Command, { place, argument, examples }: OneWords): void {
  const words = { name: 'show', description: `show ${oneOf(place)}`, argument, examples };
  defineCommand(group, words, async (reference: string, options: ServerOptions) => {
    await showThing(await findThing(connectServer(options), place, reference), options.json);
  });
}

interface Deletable {
  readonly id: string;
  readonly version: number;
  readonly name?: string;
  readonly login?: string;
}

/** `delete`: a thing by its id or its name, in the version that was found. */
export function defineDeleteCommand(
  group: Command,
  { place, argument, examples, description }: OneWords & { readonly description?: string },
): void {
  const { noun, path } = place;
  const said = description ?? `delete ${oneOf(place)}`;
  const words = { name: 'delete', description: said, argument, examples };
  defineCommand(group, words, async (reference: string, options: ServerOptions) => {
    const client = connectServer(options);
    const thing = await findThing<Deletable>(client, place, reference);
    const { id, version } = thing;
    await client.call({ method: 'DELETE', path: `${path}/${id}`, version });
    const name = thing[place.nameField ?? 'name'] ?? '';
    await showDone(`Deleted ${noun} ${id} "${name}".`, { id, deleted: true }, options.json);
  });
}
