/**
 * Writes the sample data into `samples/`: a book, its price lists, a day of calls. Everything is
 * made up from numbering that anybody knows and from seeded chance, so each run writes the same
 * bytes. With `--check` it writes nothing and ends with 1 when a file is not what it would write.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeSampleFiles } from './samples/sample-files.js';

const folder = new URL('../samples/', import.meta.url);

function currentText(name: string): string | null {
  try {
    return readFileSync(new URL(name, folder), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const files = makeSampleFiles();
const outdated = [...files].filter(([name, text]) => currentText(name) !== text);

if (values.check) {
  for (const [name] of outdated) console.error(`samples/${name} is not what the generator writes`);
  if (outdated.length > 0) {
    console.error('Run: npx tsx scripts/make-samples.ts');
    process.exitCode = 1;
  }
} else {
  mkdirSync(fileURLToPath(folder), { recursive: true });
  for (const [name, text] of outdated) writeFileSync(new URL(name, folder), text);
}
