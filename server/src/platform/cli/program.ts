/**
 * The command line as such: parsing, help, exit codes, and how failures are told. Knows no
 * command; `main.ts` hands them in.
 */

import { Command, CommanderError } from 'commander';
import { CommandFailure, exitCodes, type Fault, systemCode } from './command-failure.js';
import { printable } from './printable.js';
import { endQuietlyOnBrokenPipe, writeStderr } from './terminal.js';

/** Adds one command to the program; its action answers with the exit code. */
export type CommandRegistration = (program: Command) => void;

const shownFaultsMax = 10_000;
const calmExits = new Set(['commander.helpDisplayed', 'commander.version']);

export function buildProgram(version: string, registrations: CommandRegistration[]): Command {
  const program = new Command('ratedeck')
    .description('Rate management and call rating. Each command has its own --help.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`ratedeck: ${text}`) })
    .showHelpAfterError('(--help lists what there is)');
  for (const register of registrations) register(program);
  return program;
}

function faultText(fault: Fault): string {
  const value = fault.value === undefined ? '' : `${printable(fault.value)}: `;
  return `  ${printable(fault.place)}: ${value}${printable(fault.message)}\n`;
}

function failureText(failure: CommandFailure): string {
  const shown = failure.faults.slice(0, shownFaultsMax).map(faultText).join('');
  const hidden = failure.faults.length - shownFaultsMax;
  const more = hidden > 0 ? `  and ${hidden} more; --json lists them all\n` : '';
  const message = failure.message.split('\n').map(printable).join('\n');
  return `ratedeck: ${message}\n${shown}${more}`;
}

function failureJson(failure: CommandFailure): string {
  const { exitCode, message, faults } = failure;
  return `${JSON.stringify({ error: { exitCode, message, faults } })}\n`;
}

function toFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (systemCode(error)?.startsWith('E') === true && !systemCode(error)!.startsWith('ERR_')) {
    return new CommandFailure(exitCodes.inputOutput, message);
  }
  const stack = error instanceof Error ? (error.stack ?? message) : message;
  const hint = 'This is a defect of ratedeck; please report it with these lines';
  return new CommandFailure(exitCodes.inputOutput, `${message}\n${hint}:\n${stack}`);
}

/** Runs one command and resolves with the exit code. Never throws. */
export async function runProgram(program: Command, argv: readonly string[]): Promise<number> {
  endQuietlyOnBrokenPipe();
  let json = false;
  program.hook('preAction', (_, command) => {
    json = command.opts()['json'] === true;
  });
  try {
    process.exitCode = exitCodes.done;
    await program.parseAsync(argv);
    return Number(process.exitCode);
  } catch (error) {
    if (error instanceof CommanderError) {
      return calmExits.has(error.code) ? exitCodes.done : exitCodes.badInput;
    }
    const failure = toFailure(error);
    writeStderr(json ? failureJson(failure) : failureText(failure));
    return failure.exitCode;
  }
}
