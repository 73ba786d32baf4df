/**
 * Writes the drawings of folder imports into `docs/ARCHITECTURE.md`, between their two marks. With
 * `--check` it writes nothing and ends with 1 when they are out of date. A circle between folders is
 * an error: it cannot be drawn from top to bottom.
 *
 *     npx tsx scripts/write-folder-drawing.ts [--check]
 */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  drawImports,
  type FolderImports,
  folderImports,
  gatherImports,
  type ModuleImports,
  onCircles,
} from './folder-imports.js';
import { keepUpToDate } from './generated-files.js';

const ARCHITECTURE = new URL('../docs/ARCHITECTURE.md', import.meta.url);
const BEGIN = '<!-- drawn by scripts/write-folder-drawing.ts: begin -->';
const END = '<!-- drawn by scripts/write-folder-drawing.ts: end -->';
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

function measuredImports(): FolderImports {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      ...['-c', '.dependency-cruiser-folders.cjs', '--output-type', 'json'],
      ...['engine/src', 'decks/src', 'server/src'],
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: OUTPUT_BYTES_MAX },
  );
  if (stdout === '') throw new Error(`dependency-cruiser ended with ${status}: ${stderr}`);
  return folderImports((JSON.parse(stdout) as { readonly modules: ModuleImports[] }).modules);
}

/** What stands behind `prefix`, as a name of a drawing. */
const below =
  (prefix: string) =>
  (folder: string): string | null =>
    folder.startsWith(prefix) ? (folder.slice(prefix.length).split('/')[0] ?? null) : null;

function drawings(imports: FolderImports): string {
  const groups = gatherImports(imports, below('server/src/'));
  const parts: [title: string, FolderImports][] = [
    ['Rooms of the engine', gatherImports(imports, below('engine/src/'))],
    ['Rooms of decks', gatherImports(imports, below('decks/src/'))],
    ['Groups of the server', groups],
    ...[...groups.keys()]
      .sort()
      .map((group): [string, FolderImports] => [
        `Features of \`${group}\``,
        gatherImports(imports, below(`server/src/${group}/`)),
      ]),
  ];
  return parts.map(([title, part]) => `### ${title}\n\n${drawImports(part)}`).join('\n\n');
}

const imports = measuredImports();
const circles = onCircles(imports);
if (circles.length > 0) {
  console.error(`These folders import each other in circles: ${circles.join(', ')}`);
  process.exitCode = 1;
} else {
  const page = readFileSync(ARCHITECTURE, 'utf8');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) throw new Error('docs/ARCHITECTURE.md has lost its marks');
  const text = `${page.slice(0, begin + BEGIN.length)}\n\n${drawings(imports)}\n\n${page.slice(end)}`;
  keepUpToDate([{ path: ARCHITECTURE, text }]);
}
