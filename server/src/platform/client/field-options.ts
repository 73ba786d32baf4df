/**
 * Options of commands as data: each says which field of a request it fills and how its text is
 * read. What the server checks is left to the server; here only what could not be sent.
 */

import { type Command, Option } from 'commander';
import { badInput } from '../cli/command-failure.js';
import { findId, type ThingPlace } from './find-thing.js';
import type { ServerClient } from './server-client.js';

export interface FieldOption {
  /** `--first-price <amount>` */
  readonly flags: string;
  readonly words: string;
  /** Path in the request: `rounding.decimals`. */
  readonly field: string;
  /** A place: the text is an id or a name, the field gets the id. */
  readonly kind: 'text' | 'number' | 'yes-no' | 'json' | 'list' | ThingPlace;
  readonly choices?: readonly string[];
}

export type OptionValues = Readonly<Record<string, unknown>>;
type Json = Record<string, unknown>;

/** Stands for null: back to the default. */
export const NONE = 'none';

function optionOf({ flags, words, kind, choices }: FieldOption): Option {
  const option = new Option(flags, words);
  if (kind === 'yes-no') return option.choices(['yes', 'no']);
  return choices === undefined ? option : option.choices([...choices]);
}

export function addFieldOptions(command: Command, fields: readonly FieldOption[]): Command {
  for (const field of fields) command.addOption(optionOf(field));
  return command;
}

function flagOf({ flags }: FieldOption): string {
  return flags.split(' ')[0]!;
}

/** Exact up to fifteen digits, which volumes have at most. */
function numberFrom(field: FieldOption, text: string): number {
  if (/^[0-9]{1,13}(?:[.][0-9]{1,3})?$/.test(text)) return Number(text);
  throw badInput(`${flagOf(field)} ${text}: must be a number, such as 60`);
}

function jsonFrom(field: FieldOption, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badInput(`${flagOf(field)}: must be JSON`);
  }
}

async function readValue(client: ServerClient, field: FieldOption, text: string): Promise<unknown> {
  const { kind } = field;
  if (kind === 'yes-no') return text === 'yes';
  if (kind === 'text') return text;
  if (kind === 'number') return numberFrom(field, text);
  if (kind === 'json') return jsonFrom(field, text);
  if (kind === 'list') return text.split(',').map((item) => item.trim());
  return findId(client, kind, text);
}

/** A choice of that very name is meant as it is. */
function isNone(field: FieldOption, text: string): boolean {
  return text === NONE && field.kind !== 'yes-no' && field.choices === undefined;
}

function put(into: Json, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop()!;
  let place = into;
  for (const step of steps) {
    place[step] ??= {};
    place = place[step] as Json;
  }
  place[last] = value;
}

interface GivenField {
  readonly field: FieldOption;
  readonly text: string;
}

function givenFields(fields: readonly FieldOption[], options: OptionValues): GivenField[] {
  return fields.flatMap((field) => {
    const text = options[optionOf(field).attributeName()];
    return typeof text === 'string' ? [{ field, text }] : [];
  });
}

/** The fields of all options that were given, as something is created or edited. */
export async function requestFrom(
  client: ServerClient,
  fields: readonly FieldOption[],
  options: OptionValues,
): Promise<Json> {
  const request: Json = {};
  for (const { field, text } of givenFields(fields, options)) {
    const value = isNone(field, text) ? null : await readValue(client, field, text);
    put(request, field.field, value);
  }
  return request;
}

/** The same as a choice of things: each text means itself. */
export async function filterFrom(
  client: ServerClient,
  fields: readonly FieldOption[],
  options: OptionValues,
): Promise<Record<string, string>> {
  const filter: Record<string, string> = {};
  for (const { field, text } of givenFields(fields, options)) {
    filter[field.field] = String(await readValue(client, field, text));
  }
  return filter;
}

/** For edits, which say what is to become different. */
export function requireSome(request: object, fields: readonly FieldOption[]): void {
  if (Object.keys(request).length > 0) return;
  const flags = fields.map(flagOf).join(', ');
  throw badInput(`nothing is to be changed: give at least one of ${flags}`);
}
