/**
 * `ratedeck import`: the whole way of a deck into a rate table in one command. It shows what it would
 * do; with `--apply` it does it. What is not applied leaves nothing on the server.
 */

import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  addDeckOptions,
  type DeckCommandOptions,
  settleText,
  toDeckReading,
} from '../../offline/deck-files/service.js';
import {
  badInput,
  exitCodes,
  type Fault,
  inputOutputFailure,
} from '../../platform/cli/command-failure.js';
import { writeStdout } from '../../platform/cli/terminal.js';
import { findId, places } from '../../platform/client/find-thing.js';
import { connectServer, type ServerClient } from '../../platform/client/server-client.js';
import { addServerOptions, type ServerOptions } from '../../platform/client/server-options.js';
import { note } from '../../platform/client/shown.js';
import { writeFileWhole } from '../../platform/files/write-file-whole.js';
import { ImportPolicies, importModes } from '../decisions/schema.js';
import { checkText } from './check-text.js';
import type { Import, ImportEdit, ImportRow } from './schema.js';

interface ImportOptions extends ServerOptions, DeckCommandOptions {
  readonly table: string;
  readonly delimiter?: string;
  readonly mode?: (typeof importModes)[number];
  readonly policy?: Readonly<Record<string, string>>;
  readonly errorFile?: string;
  readonly apply?: true;
}

const FAULTS_SHOWN = 20;

/** `bad-rows=reject-them`: a policy by its name, with its value. */
function parsePolicy(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [written = '', value = ''] = text.split('=');
  const name = written.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const known = ImportPolicies.properties as Readonly<Record<string, { readonly enum?: string[] }>>;
  if (!Object.hasOwn(known, name)) {
    const names = Object.keys(known).map((one) =>
      one.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    );
    throw new InvalidArgumentError(`Known are ${names.join(', ')}.`);
  }
  const values = known[name]!.enum ?? [];
  if (!values.includes(value)) {
    throw new InvalidArgumentError(`Write ${written}=${values.join(` or ${written}=`)}.`);
  }
  return { ...before, [name]: value };
}

/** What the options say of how the file is read and applied. */
function settingsOf(options: ImportOptions): ImportEdit {
  const { deck, file } = toDeckReading(options, options.delimiter, new Date());
  const { map, effectiveFrom, now: _, ...answers } = deck;
  const all = { ...answers, ...file };
  const { mode, policy } = options;
  return {
    ...(map !== undefined && { mapping: map }),
    ...(effectiveFrom !== undefined && { effectiveFrom }),
    ...(Object.keys(all).length > 0 && { answers: all as NonNullable<ImportEdit['answers']> }),
    ...(mode !== undefined && { mode }),
    ...(policy !== undefined && { policies: policy as NonNullable<ImportEdit['policies']> }),
  };
}

async function upload(client: ServerClient, file: string, table: string): Promise<Import> {
  const tableId = await findId(client, places.rateTable, table);
  await access(file).catch((error: unknown) => {
    throw inputOutputFailure('read', file, error);
  });
  return client.call<Import>({
    method: 'POST',
    path: `/rate-tables/${tableId}/imports`,
    query: { fileName: basename(file) },
    file: createReadStream(file),
  });
}

function questionFaults({ fileName, recognition }: Import): Fault[] {
  return (recognition?.questions ?? []).map(({ code, columns, text, guess, answers }) => {
    const place = columns.length === 0 ? fileName : `${fileName} column ${columns.join(', ')}`;
    const options = answers.map(({ words, settings }) => {
      const { mapping, effectiveFrom, answers: said } = settings;
      const all = {
        ...said,
        ...(mapping !== undefined && { map: mapping }),
        ...(effectiveFrom != null && { effectiveFrom }),
      };
      return { words, options: all };
    });
    const message = `${text} Best guess, which --yes takes: ${guess}. Settle it: ${settleText({ answers: options })}`;
    return { place, code, message };
  });
}

async function rejectedFaults(client: ServerClient, { id, fileName }: Import): Promise<Fault[]> {
  const { items } = await client.call<{ readonly items: readonly ImportRow[] }>({
    path: `/imports/${id}/preview`,
    query: { kind: 'rejected', limit: FAULTS_SHOWN },
  });
  return items.map(({ row, reason, message }) => ({
    place: `${fileName} row ${row}`,
    code: reason ?? 'rejected',
    message: message ?? 'is refused',
  }));
}

async function discarded(client: ServerClient, { id }: Import): Promise<void> {
  await client.call({ method: 'POST', path: `/imports/${id}/discard` });
}

/** Checked and without anything in its way; else it is discarded, and told why. */
async function checked(
  client: ServerClient,
  uploaded: Import,
  { errorFile }: ImportOptions,
): Promise<Import> {
  const questions = questionFaults(uploaded);
  if (questions.length > 0) {
    await discarded(client, uploaded);
    throw badInput(`${uploaded.fileName} leaves ${questions.length} question(s) open`, questions);
  }
  const found = await client.call<Import>({
    method: 'POST',
    path: `/imports/${uploaded.id}/check`,
  });
  const { rows, rates, stops } = found.check!;
  const faults = rows.rejected + rates.rejected > 0 ? await rejectedFaults(client, found) : [];
  if (errorFile !== undefined && faults.length > 0) {
    const path = `/imports/${found.id}/error-file`;
    await writeFileWhole(errorFile, await client.stream({ path }));
  }
  if (stops.length === 0) {
    for (const { place, message } of faults) note(`${place}: ${message}`);
    return found;
  }
  await discarded(client, found);
  const told = stops.map(({ code, message }) => ({ place: found.fileName, code, message }));
  throw badInput(`${found.fileName} cannot be applied as it is`, [...told, ...faults]);
}

async function importDeck(file: string, options: ImportOptions): Promise<void> {
  const client = connectServer(options);
  const uploaded = await upload(client, file, options.table);
  const settings = settingsOf(options);
  const edited =
    Object.keys(settings).length === 0
      ? uploaded
      : await client.call<Import>({
          method: 'PATCH',
          path: `/imports/${uploaded.id}`,
          body: settings,
        });
  const found = await checked(client, edited, options);
  const { id, check } = found;
  if (options.apply !== true) {
    await discarded(client, found);
    await writeStdout(options.json === true ? `${JSON.stringify(found)}\n` : checkText(check!));
    if (options.json !== true) note('Nothing was written: say --apply to do it.');
    return;
  }
  const done = await client.call<Import>({ method: 'POST', path: `/imports/${id}/apply` });
  await writeStdout(options.json === true ? `${JSON.stringify(done)}\n` : checkText(done.check!));
  if (options.json !== true) {
    const how = done.changeSetId === null ? '' : `: change set ${done.changeSetId}`;
    note(`Applied as import ${id}${how}.`);
  }
  const { rows, rates } = done.check!;
  if (rows.rejected + rates.rejected > 0) process.exitCode = exitCodes.unrated;
}

const help = `
Examples:
  ratedeck import vendor.xlsx --table "Acme A-Z"
  ratedeck import vendor.xlsx --table "Acme A-Z" --mode full --apply
  ratedeck import vendor.csv --table 17 --policy bad-rows=reject-them --error-file errors.csv --apply
Reads the deck as "ratedeck check" does, compares it with the table on the server and shows what it would do. With
--apply it is done, all or nothing, as one change set that "ratedeck changes revert" takes back.
`;

export function registerImportCommand(program: Command): void {
  const command = program
    .command('import')
    .description('bring the rates of a deck into a rate table of a server')
    .argument('<file>', 'the deck')
    .requiredOption('--table <table>', 'the rate table: its name or its id')
    .addOption(new Option('--mode <mode>', 'what the file is').choices(importModes))
    .option('--policy <name=value>', 'such as past-dates=now; may be repeated', parsePolicy)
    .option('--error-file <file>', 'write refused rows there, with the reason beside each')
    .option('--apply', 'do it');
  addServerOptions(addDeckOptions(command)).addHelpText('after', help).action(importDeck);
}
