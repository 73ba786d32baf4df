/**
 * Runs a program with its output on this terminal, for a limited time. When the time is up, or
 * this process is told to end, the program ends with every process that it started: a test that
 * loops for ever leaves nothing behind that burns the machine.
 *
 * Plain JavaScript because test.mjs uses it before anything is installed.
 */

import { spawn } from 'node:child_process';

const IS_WINDOWS = process.platform === 'win32';

/**
 * True when the program ended by itself and well.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, limitMs: number }} options
 * @returns {Promise<boolean>}
 */
export function runLimited(command, args, { cwd, limitMs }) {
  // A group of its own is what lets all of it be ended together. Such a group may not read from
  // the terminal, hence no stdin.
  const child = spawn(command, [...args], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: !IS_WINDOWS,
    shell: IS_WINDOWS && command !== process.execPath,
  });
  const shown = [command, ...args].join(' ');

  function endAll() {
    if (child.pid === undefined) return;
    try {
      if (IS_WINDOWS) child.kill();
      else process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It ended in the meantime.
    }
  }
  function interrupted() {
    endAll();
    process.exit(130);
  }

  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      console.error(`Ended after ${Math.round(limitMs / 1000)} s without a result: ${shown}`);
      endAll();
    }, limitMs);
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);

    /** @param {boolean} ok */
    function settle(ok) {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
      resolve(ok);
    }
    child.on('error', (error) => {
      console.error(`${shown}: ${error.message}`);
      settle(false);
    });
    child.on('exit', (code) => settle(code === 0));
  });
}
