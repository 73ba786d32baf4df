/**
 * Writes files that a generator made, or, with `--check`, only says which of them are out of date and
 * ends with 1.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface GeneratedFile {
  readonly path: URL;
  readonly text: string;
}

export function keepUpToDate(files: readonly GeneratedFile[]): void {
  for (const { path, text } of files) {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    if (process.argv.includes('--check')) {
      console.error(`${fileURLToPath(path)} is out of date; run: npm run generate`);
      process.exitCode = 1;
    } else {
      writeFileSync(path, text);
      console.log(`wrote ${fileURLToPath(path)}`);
    }
  }
}
