/** The program: the only file that wires its parts together. */

import { registerBenchmarkCommands } from './benchmarks/commands.js';
import { buildProgram, runProgram } from './cli/program.js';
import { registerDeckCommands } from './decks/commands.js';
import { registerRatingCommands } from './rating/commands.js';
import { version } from './version.js';

/** These need no server, and loading its parts takes longer than many of their runs. */
const WITHOUT_SERVER = new Set(['rate', 'simulate', 'check', 'diff', 'bench', '--version']);

const needsServer = !WITHOUT_SERVER.has(process.argv[2] ?? '');
const { serverCommands } = needsServer
  ? await import('./server-commands.js')
  : { serverCommands: [] };

const program = buildProgram(version, [
  registerRatingCommands,
  registerDeckCommands,
  registerBenchmarkCommands,
  ...serverCommands,
]);
process.exitCode = await runProgram(program, process.argv);
