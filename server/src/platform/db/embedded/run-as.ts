/**
 * As whom PostgreSQL runs: it refuses to be root, and it wants to own its folder.
 *
 * Not root: as we are. Root: in a user namespace, where our files belong to a plain user; this
 * needs no other user and reaches every folder that we reach. Where the system forbids namespaces:
 * as the system user `postgres`, who has to be able to enter the folder. An existing folder goes on
 * as it began.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, statSync } from 'node:fs';

export interface RunAs {
  /** Program and arguments that run another one as the right user. */
  wrap(program: string, args: readonly string[]): readonly [string, readonly string[]];
  readonly user: { readonly uid: number; readonly gid: number } | null;
}

export class NoUser extends Error {}

const asIs: RunAs = { wrap: (program, args) => [program, args], user: null };

const NAMESPACE = ['--user', '--map-user=1000', '--map-group=1000'];
const inNamespace: RunAs = {
  wrap: (program, args) => ['unshare', [...NAMESPACE, program, ...args]],
  user: null,
};

function canUnshare(): boolean {
  return spawnSync('unshare', [...NAMESPACE, 'true'], { stdio: 'ignore' }).status === 0;
}

function asUser(uid: number, gid: number): RunAs {
  return { wrap: (program, args) => [program, args], user: { uid, gid } };
}

function postgresUser(): RunAs {
  const idOf = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return asUser(idOf('-u'), idOf('-g'));
  } catch {
    throw new NoUser(
      'PostgreSQL does not run as root, this system allows no user namespaces, and it has no user ' +
        '"postgres". Start Ratedeck as another user, or make that one: useradd --system postgres',
    );
  }
}

/** `folder` is PostgreSQL's own, inside the data folder; it may not exist yet. */
export function findRunAs(folder: string): RunAs {
  if (process.getuid?.() !== 0) return asIs;
  if (existsSync(folder)) {
    const { uid, gid } = statSync(folder);
    if (uid !== 0) return asUser(uid, gid);
  }
  return canUnshare() ? inNamespace : postgresUser();
}

export function giveTo(runAs: RunAs, folder: string): void {
  if (runAs.user !== null) chownSync(folder, runAs.user.uid, runAs.user.gid);
}
