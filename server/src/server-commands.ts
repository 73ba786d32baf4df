/** The commands that open a server or work with one. */

import { registerImportCommand } from './intake/imports/commands.js';
import type { CommandRegistration } from './platform/cli/program.js';
import { product } from './product.js';
import { registerBackupCommands } from './system/backup/commands.js';
import { registerBookCommands } from './system/book/commands.js';
import { registerJobCommands } from './system/jobs/commands.js';
import { registerServeCommand } from './system/serving/commands.js';
import { registerUserCommands } from './system/users/commands.js';
import { registerKeyCommands } from './system/users/key-commands.js';
import { registerAssignmentCommands } from './tariffs/assignments/commands.js';
import { registerChangeCommands } from './tariffs/change-sets/commands.js';
import { registerTableCommands } from './tariffs/rate-tables/commands.js';
import { registerRateCommands } from './tariffs/rates/commands.js';
import { registerPlanCommands } from './tariffs/rating-plans/commands.js';
import { registerAuthorizeCommand } from './usage/authorizations/commands.js';

export const serverCommands: readonly CommandRegistration[] = [
  registerServeCommand(product),
  registerTableCommands,
  registerRateCommands,
  registerChangeCommands,
  registerImportCommand,
  registerPlanCommands,
  registerAssignmentCommands,
  registerAuthorizeCommand,
  registerJobCommands,
  registerUserCommands,
  registerKeyCommands,
  registerBookCommands,
  registerBackupCommands,
];
