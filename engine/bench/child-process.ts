/**
 * Runs a program for measuring: wall-clock time from start to end, and the largest resident size
 * that the system saw (Linux tells it in `/proc`; elsewhere it stays unknown).
 */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

export interface ProgramRun {
  readonly seconds: number;
  readonly peakRssMiB: number | null;
  readonly exitCode: number;
  readonly stdout: string;
}

const pollMs = 50;
const stderrCharactersMax = 2000;

/** Rejects when the exit code is not among those expected, with the end of what it said. */
export function runProgram(
  args: readonly string[],
  exitCodesExpected: readonly number[] = [0],
): Promise<ProgramRun> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let peakRssMiB: number | null = null;
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-stderrCharactersMax);
    });
    const poll = setInterval(() => {
      peakRssMiB = child.pid === undefined ? null : (readPeakRssMiB(child.pid) ?? peakRssMiB);
    }, pollMs);
    const stopAtExit = (): void => void child.kill();
    process.once('exit', stopAtExit);
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      clearInterval(poll);
      process.off('exit', stopAtExit);
      const seconds = (performance.now() - start) / 1000;
      if (exitCode !== null && exitCodesExpected.includes(exitCode)) {
        resolve({ seconds, peakRssMiB, exitCode, stdout });
      } else {
        const ended = exitCode === null ? `by ${signal}` : `with exit code ${exitCode}`;
        reject(new Error(`node ${args.join(' ')} ended ${ended}: ${stderr.trim()}`));
      }
    });
  });
}

/** The high-water mark that Linux keeps; null when the process has gone or the system has none. */
function readPeakRssMiB(processId: number): number | null {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    const match = /^VmHWM:\s*([0-9]+) kB/m.exec(status);
    return match === null ? null : Number(match[1]) / 1024;
  } catch {
    return null;
  }
}

/** Node's arguments for a program of this folder: built, or as TypeScript where tests run it. */
export function benchProgram(name: string): string[] {
  const built = !import.meta.url.endsWith('.ts');
  const path = fileURLToPath(new URL(`${name}.${built ? 'js' : 'ts'}`, import.meta.url));
  return built ? [path] : ['--import', 'tsx', path];
}
