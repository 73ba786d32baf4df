/**
 * The files that belong to the repository, for tests of the house rules. Reads the folder tree, not
 * git, so that a file is judged before it is added; skips what is generated or installed.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** `.git` is a file where a second work tree of the repository is tested. */
const SKIPPED = new Set([
  ...['.git', '.stryker-tmp', 'node_modules', 'dist', 'dist-bench', 'coverage', 'reports'],
  ...['ratedeck-data', 'sample-output'],
]);

function walk(folder: string, found: string[]): string[] {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (SKIPPED.has(entry.name)) continue;
    if (entry.isDirectory()) walk(path, found);
    if (entry.isFile()) found.push(path);
  }
  return found;
}

/** Paths from the root, with forward slashes, sorted. */
export const files: readonly string[] = walk('', [])
  .filter((path) => !/\.(?:tsbuildinfo|log)$/.test(path))
  .sort();

export const codeFiles = files.filter((path) => /\.(?:ts|mjs|cjs|js)$/.test(path));
export const documents = files.filter((path) => path.endsWith('.md'));

export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || /^(?:[a-z]+\/)?test\//.test(path);
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** `path:line: text` of each line that matches: what a failing rule prints. */
export function linesMatching(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
}
