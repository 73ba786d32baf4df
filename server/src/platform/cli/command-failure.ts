/**
 * Expected ends of a command: what went wrong, where, how to mend it, and the exit code.
 * Anything else that is thrown is a defect of the program and is reported as such.
 */

export const exitCodes = {
  done: 0,
  /** Some events could not be rated; they stand in the output with their reason. */
  unrated: 1,
  /** Usage or bad input; nothing was written. */
  badInput: 2,
  /** Could not read or write. */
  inputOutput: 3,
  /** Ended by Ctrl-C: 128 + 2, as shells report it. */
  interrupted: 130,
} as const;

/** One of several faults, told by the place where a user finds it. */
export interface Fault {
  /** `rateTables[0].currency`, or `deck.csv line 5 column price`. */
  readonly place: string;
  /** What stands there, as short text. */
  readonly value?: string;
  readonly code: string;
  readonly message: string;
}

export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly exitCode: number;
  readonly faults: readonly Fault[];

  constructor(exitCode: number, message: string, faults: readonly Fault[] = []) {
    super(message);
    this.exitCode = exitCode;
    this.faults = faults;
  }
}

export function badInput(message: string, faults: readonly Fault[] = []): CommandFailure {
  return new CommandFailure(exitCodes.badInput, message, faults);
}

const systemReasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'access is not permitted',
  EPERM: 'access is not permitted',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of its path is not a folder',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many files are open',
  EFBIG: 'the file would grow past the limit of its file system',
};

export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** `action` is "read" or "write". A failure that is already told stays as it is. */
export function inputOutputFailure(action: string, file: string, error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  const known = systemReasons[systemCode(error) ?? ''];
  const reason = known ?? (error instanceof Error ? error.message : String(error));
  return new CommandFailure(exitCodes.inputOutput, `could not ${action} ${file}: ${reason}`);
}
