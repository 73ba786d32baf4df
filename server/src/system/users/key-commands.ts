/**
 * `ratedeck keys`: API keys of programs, on a server. A key is told once; the first one is made by
 * signing in with a password, as there is no key yet to make it with.
 */

import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { type Command, Option } from 'commander';
import { badInput, exitCodes } from '../../platform/cli/command-failure.js';
import { writeStdout } from '../../platform/cli/terminal.js';
import { defineCommand, defineListCommand } from '../../platform/client/define-command.js';
import {
  type FieldOption,
  type OptionValues,
  requestFrom,
} from '../../platform/client/field-options.js';
import { findThing, places } from '../../platform/client/find-thing.js';
import {
  clientOf,
  connectServer,
  type ServerClient,
  sendTo,
} from '../../platform/client/server-client.js';
import { type ServerOptions, serverAddress } from '../../platform/client/server-options.js';
import { type ListColumn, note, showDone, shownInstant } from '../../platform/client/shown.js';
import { writeFileWhole } from '../../platform/files/write-file-whole.js';
import type { ApiKey, MadeApiKey } from './key-schema.js';
import { accountOption, roleOption, roles, statusOption } from './role-options.js';
import type { SignedIn } from './session-schema.js';

const columns: readonly ListColumn<ApiKey>[] = [
  { header: 'id', of: ({ id }) => id, align: 'right' },
  { header: 'name', of: ({ name }) => name },
  { header: 'begins', of: ({ hint }) => hint },
  { header: 'role', of: ({ role }) => role },
  { header: 'account', of: ({ account }) => account.name },
  { header: 'status', of: ({ status }) => status },
  {
    header: 'a minute',
    of: ({ requestsPerMinute }) => requestsPerMinute?.toString() ?? 'default',
    align: 'right',
  },
  { header: 'last used', of: ({ lastUsedAt }) => shownInstant(lastUsedAt, 'never') },
  { header: 'expires', of: ({ expiresAt }) => shownInstant(expiresAt, 'never') },
];

const keyAccount = accountOption(" (default: one's own)");
const expiryOption: FieldOption = {
  flags: '--expires-at <instant>',
  words: 'when it ends (default: when it is revoked)',
  field: 'expiresAt',
  kind: 'text',
};

const limitOption: FieldOption = {
  flags: '--requests-per-minute <number>',
  words: 'how often it may ask; by the operator only (default: as the server lets every key)',
  field: 'requestsPerMinute',
  kind: 'number',
};

const filters: readonly FieldOption[] = [
  { flags: '--search <text>', words: 'part of the name', field: 'search', kind: 'text' },
  roleOption,
  statusOption('active, expired or revoked', ['active', 'expired', 'revoked']),
  keyAccount,
];

/** From the terminal without showing it, or the first line of what is piped in. */
function askPassword(login: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true;
  if (isTerminal) process.stderr.write(`Password of ${login}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTerminal });
  return new Promise((resolve, reject) => {
    lines.once('line', (line) => {
      if (isTerminal) process.stderr.write('\n');
      resolve(line);
      lines.close();
    });
    lines.once('SIGINT', () => process.exit(exitCodes.interrupted));
    lines.once('close', () => reject(badInput('no password came: type it, or pipe it in')));
  });
}

interface SignedInClient {
  readonly client: ServerClient;
  readonly end: () => Promise<void>;
}

/** A session for one command, ended behind it. */
async function signIn(options: ServerOptions, login: string): Promise<SignedInClient> {
  const address = serverAddress(options);
  const password = await askPassword(login);
  const body = { login, password };
  const response = await sendTo(address, {}, { method: 'POST', path: '/sessions', body });
  const { csrfToken } = (await response.json()) as SignedIn;
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const client = clientOf(address, { cookie, 'x-csrf-token': csrfToken });
  return { client, end: () => client.call<void>({ method: 'DELETE', path: '/session' }) };
}

interface CreateOptions extends ServerOptions {
  readonly login?: string;
  readonly out?: string;
}

async function create(name: string, options: CreateOptions & OptionValues): Promise<void> {
  const { login, out } = options;
  const session = login === undefined ? null : await signIn(options, login);
  const client = session?.client ?? connectServer(options);
  try {
    const fields = [roleOption, keyAccount, expiryOption, limitOption];
    const body = { name, ...(await requestFrom(client, fields, options)) };
    const make = () => client.call<MadeApiKey>({ method: 'POST', path: '/api-keys', body });
    if (out === undefined) await printKey(await make(), options.json);
    else await storeKey(make, out, options.json);
  } finally {
    await session?.end();
  }
}

async function printKey(made: MadeApiKey, json: boolean | undefined): Promise<void> {
  if (json === true) {
    await writeStdout(`${JSON.stringify(made)}\n`);
    return;
  }
  note(`Created API key ${made.id} "${made.name}". It is shown now and never again:`);
  await writeStdout(`${made.key}\n`);
}

/** The file is opened first: a key that then could not be written would be lost. */
async function storeKey(
  make: () => Promise<MadeApiKey>,
  out: string,
  json: boolean | undefined,
): Promise<void> {
  let made: MadeApiKey | undefined;
  async function* bytes(): AsyncGenerator<Buffer> {
    made = await make();
    yield Buffer.from(`${made.key}\n`);
  }
  await writeFileWhole(out, bytes());
  const { key: _, ...shown } = made!;
  const words = `Created API key ${shown.id} "${shown.name}" and wrote it to ${out}.`;
  await showDone(words, { ...shown, file: out }, json);
}

async function revoke(reference: string, options: ServerOptions): Promise<void> {
  const client = connectServer(options);
  const { id, name } = await findThing<ApiKey>(client, places.apiKey, reference);
  await client.call({ method: 'DELETE', path: `/api-keys/${id}` });
  await showDone(`Revoked API key ${id} "${name}".`, { id, revoked: true }, options.json);
}

const createHelp = `
With --login the password is asked for (or read from standard input); that needs no key yet.
The file can be read by its owner only. Hand it to other commands by --key-file.
`;

export function registerKeyCommands(program: Command): void {
  const keys = program.command('keys').description('API keys of programs, on a server');
  defineListCommand<ApiKey>(keys, {
    ...{ path: '/api-keys', noun: 'API keys', columns, filters },
    sorts: 'name, createdAt or lastUsedAt',
    examples: ['list --status active'],
  });
  const created = {
    name: 'create',
    description: 'create an API key',
    argument: ['<name>', 'what the key is for'],
    options: [
      new Option('--role <role>', 'what it may do').choices(roles).makeOptionMandatory(),
      new Option('--login <login>', 'sign in as this user, instead of using a key'),
      new Option('--out <file>', 'write the key to this file instead of printing it'),
    ],
    fields: [keyAccount, expiryOption, limitOption],
    examples: [
      'create billing --role rates --login admin --out billing.key',
      'create switch --role read-only --requests-per-minute 1000000 --out switch.key',
      'create nightly --role admin --key-file admin.key --expires-at 2027-12-31 --out nightly.key',
    ],
    help: createHelp,
  } as const;
  defineCommand(keys, created, create);
  const revoked = {
    name: 'revoke',
    description: 'make a key useless at once',
    argument: ['<key>', 'its name or its id'],
    examples: ['revoke billing'],
  } as const;
  defineCommand(keys, revoked, revoke);
}
