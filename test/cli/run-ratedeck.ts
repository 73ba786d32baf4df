/** Starts the built command as users do: a process of its own, seen only from outside. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
const command = join(repository, 'server/bin/ratedeck.js');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
}

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function startRatedeck(args: readonly string[], options: StartOptions = {}): Started {
  const child = spawn(process.execPath, [command, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A command that ends without reading its input closes the pipe; that is its right.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const text = Buffer.concat(stderr).toString();
      resolve({ code, signal, stdout: Buffer.concat(stdout), stderr: text });
    });
  });
  return { child, ended };
}

export function runRatedeck(
  args: readonly string[],
  options: StartOptions & { readonly stdin?: string | Buffer } = {},
): Promise<Ended> {
  const { child, ended } = startRatedeck(args, options);
  child.stdin.end(options.stdin ?? '');
  return ended;
}

export async function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'ratedeck-cli-'));
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

/** Resolves as soon as the folder holds a file with such a name that is not empty. */
export function untilFileGrows(folder: string, name: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(folder);
    const look = async (): Promise<void> => {
      for (const file of await readdir(folder)) {
        if (!name.test(file) || (await stat(join(folder, file))).size === 0) continue;
        watcher.close();
        resolve();
      }
    };
    watcher.on('change', () => look().catch(reject));
    look().catch(reject);
  });
}
