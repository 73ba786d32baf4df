/** Runs commands of the program within the test: what they print, and how they end. */

import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';
import { CommandFailure } from '../../src/platform/cli/command-failure.js';
import { buildProgram } from '../../src/platform/cli/program.js';
import { serverCommands } from '../../src/server-commands.js';
import type { TestApi } from '../support/test-api.js';

export interface CommandEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of a refusal: its message and its faults, one a line. */
  readonly failure: string;
}

function captured(stream: NodeJS.WriteStream) {
  const texts: string[] = [];
  const write = (data: string | Uint8Array, ...rest: unknown[]): boolean => {
    texts.push(typeof data === 'string' ? data : Buffer.from(data).toString());
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
  const spy = vi.spyOn(stream, 'write').mockImplementation(write as typeof stream.write);
  return { text: () => texts.join(''), restore: () => spy.mockRestore() };
}

export async function runCommand(...args: string[]): Promise<CommandEnd> {
  const program = buildProgram('1', [...serverCommands]);
  const stdout = captured(process.stdout);
  const stderr = captured(process.stderr);
  let code = 0;
  let failure = '';
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommandFailure) {
      code = error.exitCode;
      const faults = error.faults.map(({ place, message }) => `${place}: ${message}`);
      failure = [error.message, ...faults].join('\n');
    } else if (error instanceof Error && 'exitCode' in error) {
      code = error.exitCode === 0 ? 0 : 2;
      failure = error.message;
    } else {
      throw error;
    }
  } finally {
    stdout.restore();
    stderr.restore();
  }
  return { code, stdout: stdout.text(), stderr: stderr.text(), failure };
}

/** Opens the API of a test on a port; its address. */
export async function listen(api: TestApi): Promise<string> {
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
