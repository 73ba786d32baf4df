/** The program: the only file that wires its parts together. */

import { readFileSync } from 'node:fs';
import { registerBenchmarkCommands } from './benchmarks/commands.js';
import { buildProgram, runProgram } from './cli/program.js';
import { registerDeckCommands } from './decks/commands.js';
import { registerRatingCommands } from './rating/commands.js';

interface PackageFile {
  readonly version: string;
}

const packageText = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
const { version } = JSON.parse(packageText) as PackageFile;

const program = buildProgram(version, [
  registerRatingCommands,
  registerDeckCommands,
  registerBenchmarkCommands,
]);
process.exitCode = await runProgram(program, process.argv);
