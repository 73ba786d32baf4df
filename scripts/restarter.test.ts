import { describe, expect, it } from 'vitest';
import { Restarter } from './restarter.mjs';

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const FOR_EVER = ['-e', 'setInterval(() => {}, 1000)'];

describe('a program that is started again', () => {
  it('runs once at a time, and the old one has ended before the new one starts', async () => {
    const program = new Restarter(process.execPath, FOR_EVER, 'ignore');
    try {
      await program.restart();
      const first = program.pid!;
      expect(isRunning(first)).toBe(true);
      await Promise.all([program.restart(), program.restart(), program.restart()]);
      expect(program.pid).not.toBe(first);
      expect(isRunning(first)).toBe(false);
      expect(isRunning(program.pid!)).toBe(true);
    } finally {
      await program.stop();
    }
    expect(program.pid).toBe(null);
  });

  it('may have ended by itself before', async () => {
    const program = new Restarter(process.execPath, ['-e', ''], 'ignore');
    await program.restart();
    await expect.poll(() => program.pid).toBe(null);
    await program.restart();
    await program.stop();
    await program.restart();
    expect(program.pid).toBe(null);
  });
});
