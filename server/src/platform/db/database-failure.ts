/**
 * Why a database could not be opened, as a failure of a command, in words that say what to do.
 * Anything that is not expected here is a defect and is told as such by whoever runs the command.
 */

import { CommandFailure, exitCodes } from '../cli/command-failure.js';
import { UnsuitableServer } from './database.js';
import { NoBinaries } from './embedded/binaries.js';
import { EmbeddedPostgresFailed } from './embedded/embedded-postgres-failed.js';
import { FolderInUse } from './embedded/folder-lock.js';
import { NoUser } from './embedded/run-as.js';
import { UnsafeFolder } from './embedded/socket-folder.js';
import { MigrationRefused } from './migrate.js';

const EXPECTED = [
  NoBinaries,
  EmbeddedPostgresFailed,
  FolderInUse,
  NoUser,
  UnsafeFolder,
  UnsuitableServer,
  MigrationRefused,
];

/** Null: the database has no part in it, as far as can be told. */
export function databaseFailure(error: unknown): CommandFailure | null {
  if (!(error instanceof Error) || !EXPECTED.some((kind) => error instanceof kind)) return null;
  return new CommandFailure(exitCodes.inputOutput, error.message);
}

/** For a database of `--database-url`, of which the driver says in its own words what is wrong. */
export function connectFailure(error: unknown): CommandFailure | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  // The message of the driver; the address itself may hold a password.
  const message = `the database of --database-url does not let us in: ${error.message || code}`;
  return new CommandFailure(exitCodes.inputOutput, message);
}
