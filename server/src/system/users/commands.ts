/** `ratedeck users` (or `user`): who may sign in, on a server; and the way back in when nobody can. */

import { type Command, Option } from 'commander';
import { badInput } from '../../platform/cli/command-failure.js';
import { writeStdout } from '../../platform/cli/terminal.js';
import {
  defineCommand,
  defineDeleteCommand,
  defineListCommand,
  defineShowCommand,
} from '../../platform/client/define-command.js';
import { patchThing } from '../../platform/client/edit-thing.js';
import {
  type FieldOption,
  type OptionValues,
  requestFrom,
  requireSome,
} from '../../platform/client/field-options.js';
import { findThing, places } from '../../platform/client/find-thing.js';
import { connectServer } from '../../platform/client/server-client.js';
import { type ServerOptions, serverAddress } from '../../platform/client/server-options.js';
import { type ListColumn, note, showDone, shownInstant } from '../../platform/client/shown.js';
import { withDatabase } from '../../platform/db/command-database.js';
import { hasEmbeddedDatabase } from '../../platform/db/embedded/embedded-postgres.js';
import { migrate } from '../../platform/db/migrate.js';
import { accountOption, roleOption, roles, statusOption } from './role-options.js';
import type { LoginLink, User } from './schema.js';
import { createRecoveryLink } from './service.js';

const statuses = ['active', 'disabled'] as const;

const columns: readonly ListColumn<User>[] = [
  { header: 'id', of: ({ id }) => id, align: 'right' },
  { header: 'login', of: ({ login }) => login },
  { header: 'name', of: ({ name }) => name },
  { header: 'role', of: ({ role }) => role },
  { header: 'account', of: ({ account }) => account.name },
  { header: 'status', of: ({ status }) => status },
  { header: 'last login', of: ({ lastLoginAt }) => shownInstant(lastLoginAt, 'never') },
];

const userStatus = statusOption('active or disabled', statuses);
const userAccount = accountOption();

const filters: readonly FieldOption[] = [
  { flags: '--search <text>', words: 'part of login or name', field: 'search', kind: 'text' },
  roleOption,
  userStatus,
  userAccount,
];
const editable: readonly FieldOption[] = [
  { flags: '--name <name>', words: 'of the person', field: 'name', kind: 'text' },
  roleOption,
  userStatus,
  userAccount,
];

type Options = ServerOptions & OptionValues;

interface CreateOptions extends ServerOptions {
  readonly name: string;
  readonly link?: true;
}

function linkText(address: string, { path, expiresAt }: LoginLink): string {
  return `${address}${path}\nIt works once, until ${shownInstant(expiresAt)}.`;
}

async function create(login: string, options: CreateOptions & OptionValues): Promise<void> {
  const client = connectServer(options);
  const body = {
    login,
    name: options.name,
    ...(await requestFrom(client, [roleOption, userAccount], options)),
  };
  const user = await client.call<User>({ method: 'POST', path: '/users', body });
  if (options.link === true) {
    note(`Created user ${user.id} "${user.login}". To choose a password:`);
    await makeLink(user.login, options);
    return;
  }
  const next = `ratedeck users link ${user.login}`;
  const words = `Created user ${user.id} "${user.login}". A password is chosen by a link: ${next}`;
  await showDone(words, user, options.json);
}

async function makeLink(login: string, options: ServerOptions): Promise<void> {
  const client = connectServer(options);
  const { id } = await findThing<User>(client, places.user, login);
  const path = `/users/${id}/login-link`;
  const link = await client.call<LoginLink>({ method: 'POST', path });
  const answer = { ...link, url: client.address + link.path };
  await showDone(linkText(client.address, link), answer, options.json);
}

async function patch(login: string, body: object, options: ServerOptions): Promise<void> {
  const user = await patchThing<User>(places.user, login, body, options);
  const words = `User ${user.id} "${user.login}" is ${user.status}, role ${user.role}.`;
  await showDone(words, user, options.json);
}

async function edit(login: string, options: Options): Promise<void> {
  const body = await requestFrom(connectServer(options), editable, options);
  requireSome(body, editable);
  await patch(login, body, options);
}

interface DisableOptions extends ServerOptions {
  readonly undo?: true;
}

function disable(login: string, options: DisableOptions): Promise<void> {
  return patch(login, { status: options.undo === true ? 'active' : 'disabled' }, options);
}

interface RecoverOptions {
  readonly data: string;
  readonly databaseUrl?: string;
  readonly server?: string;
  readonly json?: true;
}

async function recover(login: string, options: RecoverOptions): Promise<void> {
  const address = serverAddress(options);
  if (options.databaseUrl === undefined && !hasEmbeddedDatabase(options.data)) {
    throw badInput(`there is no database in ${options.data}: name its folder by --data`);
  }
  const place = { dataFolder: options.data, databaseUrl: options.databaseUrl ?? null };
  const link = await withDatabase(place, async (database) => {
    await migrate(database);
    return createRecoveryLink(database, () => new Date(), login);
  });
  if (link === null) throw badInput(`there is no user with the login ${JSON.stringify(login)}`);
  const answer = { ...link, url: address + link.path };
  const words = `Start the server, then open this address:\n${linkText(address, link)}\n`;
  await writeStdout(options.json === true ? `${JSON.stringify(answer)}\n` : words);
}

const recoverHelp = `
Example:
  ratedeck users recover admin --data ./ratedeck-data

For who runs the machine, when no administrator can sign in: makes a login link straight in the
database. Stop the server first. It is in the audit log.
`;

const argument = ['<login>', 'login or id'] as const;
const one = { place: places.user, argument };

function registerReading(users: Command): void {
  defineListCommand<User>(users, {
    ...{ path: '/users', noun: 'users', columns, filters },
    sorts: 'login, name, createdAt or lastLoginAt',
    examples: ['list --role admin', 'list --all --json'],
  });
  defineShowCommand(users, { ...one, examples: ['show ann.smith'] });
}

function registerWriting(users: Command): void {
  const created = {
    name: 'create',
    description: 'create a user',
    argument: ['<login>', 'what is typed to sign in'],
    options: [
      new Option('--name <name>', 'of the person').makeOptionMandatory(),
      new Option('--role <role>', 'what the user may do').choices(roles).makeOptionMandatory(),
      new Option('--account <account>', "the account whose subtree is seen (default: the key's)"),
      new Option('--link', 'also make the link by which a password is chosen'),
    ],
    examples: ['create ann.smith --name "Ann Smith" --role rates --link'],
  } as const;
  defineCommand(users, created, create);
  const edited = { name: 'edit', description: 'edit a user', argument, fields: editable };
  defineCommand(users, { ...edited, examples: ['edit ann.smith --role finance'] }, edit);
  const linked = {
    name: 'link',
    description: 'make a one-time link by which a user chooses a password',
    argument,
    examples: ['link ann.smith'],
  };
  defineCommand(users, linked, makeLink);
  const disabled = {
    name: 'disable',
    description: 'keep a user from signing in; ends all sessions',
    argument,
    options: [new Option('--undo', 'let the user in again')],
    examples: ['disable ann.smith', 'disable ann.smith --undo'],
  };
  defineCommand(users, disabled, disable);
  defineDeleteCommand(users, { ...one, examples: ['delete ann.smith'] });
}

function registerRecovery(users: Command): void {
  users
    .command('recover')
    .description('make a login link in the database itself, while no server runs')
    .argument('<login>', 'whose link')
    .addOption(
      new Option('--data <folder>', 'folder of the embedded database')
        .default('./ratedeck-data')
        .conflicts('databaseUrl'),
    )
    .option('--database-url <url>', 'a PostgreSQL of your own instead')
    .option('--server <url>', 'address under which the server will be reached')
    .option('--json', 'print JSON')
    .addHelpText('after', recoverHelp)
    .action(recover);
}

function fill(users: Command): void {
  registerReading(users);
  registerWriting(users);
  registerRecovery(users);
}

export function registerUserCommands(program: Command): void {
  fill(program.command('users').description('who may sign in (also: ratedeck user)'));
  fill(program.command('user', { hidden: true }).description('the same as users'));
}
