import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runLimited } from './run-limited.mjs';

const cwd = tmpdir();

function runScript(script: string, limitMs = 60_000): Promise<boolean> {
  return runLimited(process.execPath, ['-e', script], { cwd, limitMs });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('runLimited', () => {
  it('tells how the program ended', async () => {
    expect(await runScript('')).toBe(true);
    expect(await runScript('process.exitCode = 3')).toBe(false);
  });

  it('reports a program that is not there as failed', async () => {
    expect(await runLimited(join(cwd, 'no-such-program'), [], { cwd, limitMs: 60_000 })).toBe(
      false,
    );
  });

  it('ends what runs too long, and what that had started', async () => {
    const folder = mkdtempSync(join(cwd, 'ratedeck-limit-'));
    try {
      const pidFile = join(folder, 'pid');
      const forEver = 'for (;;);';
      const parent =
        `const { pid } = require('child_process').spawn(process.execPath, ['-e', '${forEver}']);` +
        `require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(pid)); ${forEver}`;
      expect(await runScript(parent, 5000)).toBe(false);
      const pid = Number(readFileSync(pidFile, 'utf8'));
      // The system may take a moment to bury a process that was killed.
      await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
