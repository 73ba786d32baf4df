/**
 * Commands that change many rates of a table at once. Each shows what it would do, until it is told
 * to do it; how prices change, what happens to refused rates and which state of the table was seen
 * is asked alike by all of them.
 */

import { type Command, Option } from 'commander';
import { writeStdout } from '../cli/terminal.js';
import { type CommandWords, defineCommand } from './define-command.js';
import type { OptionValues } from './field-options.js';
import { findId, places } from './find-thing.js';
import { followed } from './follow-job.js';
import { type RateChanges, rateChangesText } from './rate-changes-text.js';
import {
  type PriceChangeOptions,
  priceChanges,
  priceChangeWords,
  revisionFrom,
} from './rate-options.js';
import { connectServer, type ServerClient } from './server-client.js';
import type { ServerOptions } from './server-options.js';

interface BulkOptions extends ServerOptions, PriceChangeOptions {
  readonly skipRefused?: true;
  readonly apply?: true;
  readonly revision?: string;
}

export interface BulkWords extends CommandWords {
  /** Below the address of the table: `mass-edits`. */
  readonly path: string;
}

const shared = (): Option[] => [
  new Option('--price <change>', priceChangeWords),
  new Option('--first-price <change>', 'the same for the first price'),
  new Option('--setup-fee <change>', 'the same for the setup fee'),
  new Option('--decimals <number>', 'decimals of changed prices'),
  new Option('--skip-refused', 'leave out refused rates; else one refuses all'),
  new Option('--apply', 'do it'),
  new Option('--revision <number>', 'only if the table is still as the preview saw it'),
];

/** `ask` gives the part of the request that is this command's own. */
export function defineBulkCommand<Own extends object>(
  group: Command,
  { path, options = [], ...words }: BulkWords,
  ask: (client: ServerClient, options: Own & OptionValues) => Promise<object>,
): void {
  const all = { ...words, options: [...options, ...shared()] };
  type Given = BulkOptions & Own & OptionValues;
  defineCommand(group, all, async (table: string, given: Given) => {
    const { skipRefused, apply, revision, json } = given;
    const client = connectServer(given);
    const id = await findId(client, places.rateTable, table);
    const body = {
      ...(await ask(client, given)),
      ...priceChanges(given),
      ...(skipRefused === true && { skipRefused }),
      preview: apply !== true,
    };
    const answer = await client.call<RateChanges>({
      method: 'POST',
      path: `/rate-tables/${id}/${path}`,
      body,
      ...(revision !== undefined && { version: revisionFrom(revision) }),
    });
    const changes = await followed(client, answer);
    await writeStdout(
      json === true ? `${JSON.stringify(changes)}\n` : rateChangesText(changes, '--apply'),
    );
  });
}
