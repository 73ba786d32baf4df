/** `ratedeck backup`: create from a running server, verify, restore into an empty database. */

import { type Command, Option } from 'commander';
import { badInput, inputOutputFailure, systemCode } from '../../platform/cli/command-failure.js';
import { exitOnSignals } from '../../platform/cli/signals.js';
import { writeStdout } from '../../platform/cli/terminal.js';
import { textTable } from '../../platform/cli/text-table.js';
import { connectServer } from '../../platform/client/server-client.js';
import { addServerOptions, type ServerOptions } from '../../platform/client/server-options.js';
import { withDatabase } from '../../platform/db/command-database.js';
import { writeFileWhole } from '../../platform/files/write-file-whole.js';
import { BackupDamaged } from './backup-format.js';
import type { BackupSummary } from './read-backup.js';
import { RestoreRefused, restoreBackup, verifyBackup } from './service.js';

interface CreateOptions extends ServerOptions {
  readonly out: string;
}

interface RestoreOptions {
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly json?: true;
}

function failureOf(file: string, error: unknown): unknown {
  if (error instanceof BackupDamaged) {
    return badInput(`${file} cannot be used: ${error.message}. Nothing was restored from it`);
  }
  if (error instanceof RestoreRefused) return badInput(`${file}: ${error.message}`);
  const isOfFile = error instanceof Error && 'path' in error && error.path === file;
  return isOfFile && systemCode(error) !== null ? inputOutputFailure('read', file, error) : error;
}

async function told<T>(file: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw failureOf(file, error);
  }
}

function summaryText(file: string, summary: BackupSummary): string {
  const rows = summary.tables
    .filter(({ rows }) => rows > 0)
    .map(({ table, rows }) => [table, rows.toLocaleString('en')]);
  const made = `made ${summary.createdAt} by Ratedeck ${summary.ratedeck}`;
  const table = textTable([{ header: 'table' }, { header: 'rows', align: 'right' }], rows);
  return `${file}: complete, ${made}\n\n${table}`;
}

function print(file: string, summary: BackupSummary, json: true | undefined): Promise<void> {
  return writeStdout(
    json === true ? `${JSON.stringify({ file, ...summary })}\n` : summaryText(file, summary),
  );
}

async function create(options: CreateOptions): Promise<void> {
  const client = connectServer(options);
  const bytes = await client.stream({ path: '/backup' });
  let summary: BackupSummary | undefined;
  // What is on the disk is what counts: it is read once more before it is called a backup.
  await writeFileWhole(options.out, bytes, async (partial) => {
    summary = await told(options.out, verifyBackup(partial));
  });
  await print(options.out, summary!, options.json);
}

async function verify(file: string, options: { readonly json?: true }): Promise<void> {
  exitOnSignals();
  await print(file, await told(file, verifyBackup(file)), options.json);
}

async function restore(file: string, options: RestoreOptions): Promise<void> {
  const { data, databaseUrl = null, json } = options;
  if (data === undefined && databaseUrl === null) {
    throw badInput('say where to: --data FOLDER (a new one), or --database-url URL (an empty one)');
  }
  // A damaged file is refused before any folder is made.
  await told(file, verifyBackup(file));
  const place = { dataFolder: data ?? '', databaseUrl };
  const summary = await withDatabase(place, (database, signal) =>
    told(file, restoreBackup(database, file, signal)),
  );
  await print(file, summary, json);
  if (json !== true) await writeStdout('\nRestored. Everybody has to sign in again.\n');
}

const createHelp = `
Example:
  ratedeck backup create --server https://rates.example --key-file admin.key --out monday.ratedeck-backup

Needs a key of the role admin of the operator's account. The server goes on working meanwhile. The
file holds everything that the database holds: keep it as safe.
`;

const verifyHelp = `
Example:
  ratedeck backup verify monday.ratedeck-backup

Exit codes: 0 complete and unchanged; 2 cut, changed or no backup; 3 could not read.
`;

const restoreHelp = `
Examples:
  ratedeck backup restore monday.ratedeck-backup --data ./restored
  ratedeck backup restore monday.ratedeck-backup --database-url postgres://ratedeck@db.example/empty
  ratedeck serve --data ./restored

The database must be empty, and no server may run on it. A backup of an older Ratedeck is brought to
this one. Users, passwords and API keys come back as they were; sessions don't.
`;

export function registerBackupCommands(program: Command): void {
  const backup = program.command('backup').description('take, check and restore backups');
  addServerOptions(
    backup
      .command('create')
      .description('take a backup of a running server')
      .requiredOption('--out <file>', 'the file to write'),
  )
    .addHelpText('after', createHelp)
    .action((options: CreateOptions) => create(options));
  backup
    .command('verify')
    .description('read a backup to its end and say what is in it')
    .argument('<file>', 'the backup')
    .option('--json', 'print JSON')
    .addHelpText('after', verifyHelp)
    .action(verify);
  backup
    .command('restore')
    .description('restore a backup into an empty database')
    .argument('<file>', 'the backup')
    .addOption(
      new Option('--data <folder>', 'folder of the embedded database').conflicts('databaseUrl'),
    )
    .option('--database-url <url>', 'a PostgreSQL 15 or later of your own instead')
    .option('--json', 'print JSON')
    .addHelpText('after', restoreHelp)
    .action(restore);
}
