/** The program: the only file that wires its parts together. */

import { registerDeckCommands } from './offline/deck-commands/commands.js';
import { registerRatingCommands } from './offline/rating/commands.js';
import { buildProgram, runProgram } from './platform/cli/program.js';
import { version } from './platform/version.js';
import { registerBenchmarkCommands } from './system/benchmarks/commands.js';

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
