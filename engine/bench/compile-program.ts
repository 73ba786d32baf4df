/**
 * The process that one compilation is measured in:
 *
 *     node compile-program.js rater|trie CODES SEED     prints the measurement as JSON
 */

import { measureCompile } from './compile-once.js';

const [work, codeCount, seed] = process.argv.slice(2);
if (seed === undefined || (work !== 'rater' && work !== 'trie')) {
  throw new Error('usage: node compile-program.js rater|trie CODES SEED');
}
process.stdout.write(JSON.stringify(measureCompile(work, Number(codeCount), Number(seed))));
