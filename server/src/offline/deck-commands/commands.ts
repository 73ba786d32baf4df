/** `ratedeck check` and `ratedeck diff`: they read decks, and need no server. */

import type { Command } from 'commander';
import { registerCheckCommand } from './check-command.js';
import { registerDiffCommand } from './diff-command.js';

export function registerDeckCommands(program: Command): void {
  registerCheckCommand(program);
  registerDiffCommand(program);
}
