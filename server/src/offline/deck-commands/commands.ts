/** The commands about rate decks. */

import type { Command } from 'commander';
import { registerCheckCommand } from './check-command.js';
import { registerDiffCommand } from './diff-command.js';

export function registerDeckCommands(program: Command): void {
  registerCheckCommand(program);
  registerDiffCommand(program);
}
