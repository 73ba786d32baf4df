/** The program: the only file that wires its parts together. */

import { registerBenchmarkCommands } from './benchmarks/commands.js';
import { buildProgram, runProgram } from './cli/program.js';
import { registerDeckCommands } from './decks/commands.js';
import { product } from './product.js';
import { registerRatingCommands } from './rating/commands.js';
import { registerServeCommand } from './serving/commands.js';
import { version } from './version.js';

const program = buildProgram(version, [
  registerRatingCommands,
  registerDeckCommands,
  registerBenchmarkCommands,
  registerServeCommand(product),
]);
process.exitCode = await runProgram(program, process.argv);
