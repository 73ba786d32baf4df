/**
 * A program that is ended and started again on demand, one at a time. Demands that come while it is
 * ending are one demand.
 *
 * Plain JavaScript because dev.mjs uses it before anything is built.
 */

import { spawn } from 'node:child_process';
import { root } from './prepare.mjs';

export class Restarter {
  #command;
  #args;
  #stdio;
  /** @type {import('node:child_process').ChildProcess | null} */
  #child = null;
  /** @type {Promise<void> | null} */
  #restarting = null;
  #again = false;
  #stopped = false;

  /**
   * @param {string} command @param {readonly string[]} args
   * @param {'inherit' | 'ignore'} stdio
   */
  constructor(command, args, stdio = 'inherit') {
    this.#command = command;
    this.#args = args;
    this.#stdio = stdio;
  }

  /** The process id of the running program; null while there is none. */
  get pid() {
    return this.#child?.pid ?? null;
  }

  /** Resolves when the program that knows of the change has been started. */
  restart() {
    this.#again = true;
    this.#restarting ??= this.#restartWhileAsked();
    return this.#restarting;
  }

  async #restartWhileAsked() {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await this.#endChild();
        if (!this.#stopped) this.#start();
      }
    } finally {
      this.#restarting = null;
    }
  }

  #start() {
    const child = spawn(this.#command, [...this.#args], { cwd: root, stdio: this.#stdio });
    this.#child = child;
    child.once('error', (error) => console.error(`${this.#command}: ${error.message}`));
    child.once('exit', (code) => {
      if (this.#child !== child) return;
      this.#child = null;
      console.log(`The program ended with ${code}; it starts again with the next change.`);
    });
  }

  /** @returns {Promise<void>} */
  #endChild() {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  }

  /** Ends the program for good. */
  async stop() {
    this.#stopped = true;
    await this.#restarting;
    await this.#endChild();
  }
}
