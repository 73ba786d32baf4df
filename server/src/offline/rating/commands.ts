/** The commands that rate without a server: `rate` and `simulate`. */

import type { Command } from 'commander';
import { registerRateCommand } from './rate-command.js';
import { registerSimulateCommand } from './simulate-command.js';

export function registerRatingCommands(program: Command): void {
  registerRateCommand(program);
  registerSimulateCommand(program);
}
