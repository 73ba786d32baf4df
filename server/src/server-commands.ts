/** The commands that open a server or work with one. */

import { registerBackupCommands } from './backup/commands.js';
import { registerChangeCommands } from './change-sets/commands.js';
import type { CommandRegistration } from './cli/program.js';
import { registerBookCommands } from './configuration/commands.js';
import { product } from './product.js';
import { registerTableCommands } from './rate-tables/commands.js';
import { registerRateCommands } from './rates/commands.js';
import { registerServeCommand } from './serving/commands.js';
import { registerUserCommands } from './users/commands.js';
import { registerKeyCommands } from './users/key-commands.js';

export const serverCommands: readonly CommandRegistration[] = [
  registerServeCommand(product),
  registerTableCommands,
  registerRateCommands,
  registerChangeCommands,
  registerUserCommands,
  registerKeyCommands,
  registerBookCommands,
  registerBackupCommands,
];
