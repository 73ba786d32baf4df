/** The program as a process, from its begin to ready. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/ratedeck.js', import.meta.url));
const ADDRESS = /http:\/\/[0-9.:]+/;
const READY_MS_MAX = 300_000;

export interface RunningProgram {
  readonly address: string;
  readonly port: number;
  readonly secondsToReady: number;
  stop(): Promise<void>;
}

/** `ratedeck serve` with these arguments beside those of every benchmark. */
export async function startServer(...args: string[]): Promise<RunningProgram> {
  const began = performance.now();
  const own = ['serve', '--port', '0', '--empty', '--quiet'];
  const running = await startProgram(program, [...own, ...args]);
  const deadline = Date.now() + READY_MS_MAX;
  while (!(await isReady(running.address))) {
    if (Date.now() > deadline) {
      await running.stop();
      throw new Error('the server is not ready after five minutes');
    }
    await delay(5);
  }
  return { ...running, secondsToReady: (performance.now() - began) / 1000 };
}

/** Any program of Node that says at which address it is open. */
export async function startProgram(
  path: string,
  args: readonly string[],
): Promise<Omit<RunningProgram, 'secondsToReady'>> {
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  try {
    const address = await addressOf(child);
    return { address, port: Number(new URL(address).port), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const address = ADDRESS.exec(line)?.[0];
    if (address !== undefined) {
      child.stdout!.resume();
      return address;
    }
  }
  throw new Error(`the server ended with ${child.exitCode} before it was open`);
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).ok;
  } catch {
    return false;
  }
}
