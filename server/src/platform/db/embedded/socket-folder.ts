/**
 * Where the server's unix socket is: in the data folder, or, where that path is longer than the
 * hundred characters that a socket's address may have, in a private folder for temporary files.
 */

import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ADDRESS_LENGTH_MAX = 100;
export const SOCKET_NAME = '.s.PGSQL.5432';

export class UnsafeFolder extends Error {}

export function socketFolderFor(data: string, giveTo: (folder: string) => void): string {
  if (join(data, SOCKET_NAME).length <= ADDRESS_LENGTH_MAX) return data;
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `ratedeck-${hash}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
    giveTo(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    requireOwnFolder(folder, data);
  }
  return folder;
}

/** Everybody may make folders there: one that somebody else made could listen in. */
function requireOwnFolder(folder: string, data: string): void {
  const found = lstatSync(folder);
  const isOurs = found.isDirectory() && (found.mode & 0o077) === 0;
  const owners = [process.getuid?.(), lstatSync(data).uid];
  if (isOurs && owners.includes(found.uid)) return;
  throw new UnsafeFolder(`the folder ${folder} is not ours: remove it, or use a shorter --data`);
}
