/**
 * Writes `decks/data/code-deck.gz`, the code deck that the product ships, from the open numbering
 * packages (`decks/NOTICE` names them). The same packages always give the same deck. `--check`
 * writes nothing and fails when the file is not as this script would write it.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { formatCodeDeck } from './code-deck/deck-file.js';
import { numberingPackages } from './code-deck/numbering-packages.js';
import { worldCodeDeck } from './code-deck/world-code-deck.js';

const path = new URL('../decks/data/code-deck.gz', import.meta.url);
const text = formatCodeDeck(worldCodeDeck(numberingPackages()));
// Compared unpacked: another version of zlib may pack the same text into other bytes.
const isCurrent = existsSync(path) && gunzipSync(readFileSync(path)).toString('utf8') === text;

if (process.argv.includes('--check')) {
  if (!isCurrent) {
    console.error('decks/data/code-deck.gz is not as scripts/make-code-deck.ts would write it');
    process.exitCode = 1;
  }
} else if (!isCurrent) {
  writeFileSync(path, gzipSync(text, { level: 9 }));
}
