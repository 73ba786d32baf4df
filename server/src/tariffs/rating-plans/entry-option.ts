/** `--entry TABLE:WEIGHT:TIMING`, once for each table of a plan. */

import { Option } from 'commander';
import { badInput } from '../../platform/cli/command-failure.js';
import { findId, places } from '../../platform/client/find-thing.js';
import type { ServerClient } from '../../platform/client/server-client.js';
import type { NewEntry } from './schema.js';

export interface EntryOptions {
  readonly entry?: readonly string[];
}

export function entryOption(): Option {
  const words =
    'a rate table, its weight (default: 10) and the time profile of its timing (default: always), ' +
    'by names or ids; once for each table, in the order that decides last';
  return new Option('--entry <table:weight:timing>', words).argParser(
    (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
  );
}

export async function entriesFrom(
  client: ServerClient,
  texts: readonly string[],
): Promise<NewEntry[]> {
  const entries: NewEntry[] = [];
  for (const text of texts) entries.push(await entryFrom(client, text));
  return entries;
}

async function entryFrom(client: ServerClient, text: string): Promise<NewEntry> {
  const [table = '', weight = '', timing = '', ...rest] = text.split(':');
  if (rest.length > 0) {
    const advice = 'write TABLE:WEIGHT:TIMING; what has a colon in its name is given by its id';
    throw badInput(`--entry ${text}: ${advice}`);
  }
  if (!/^[0-9]{0,7}$/.test(weight)) {
    throw badInput(`--entry ${text}: the weight ${JSON.stringify(weight)} is no whole number`);
  }
  return {
    rateTableId: await findId(client, places.rateTable, table),
    ...(weight !== '' && { weight: Number(weight) }),
    ...(timing !== '' && { timingId: await findId(client, places.timeProfile, timing) }),
  };
}
