/**
 * Damaged files of every format: no crash, no endless loop, no silent wrong success.
 *
 *     RATEDECK_FUZZ=10000 RATEDECK_SEED=7 npx vitest run decks/test/fuzz.test.ts
 *
 * A fault names the seed of its input: RATEDECK_SEED=that RATEDECK_FUZZ=1 reads it again.
 */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const count = Number(process.env['RATEDECK_FUZZ'] ?? 500);
const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 100_000_000);
/** Wall clock, long enough for a busy machine: the program itself measures its processor time. */
const silenceMaxMs = 30_000;
const millisecondsEach = 500;

console.log(`fuzz.test.ts: RATEDECK_SEED=${seed} RATEDECK_FUZZ=${count}`);

interface FuzzRun {
  readonly finished: boolean;
  readonly lastBegun: string;
  readonly faults: string[];
  readonly stderr: string;
}

/** Kills the program when it says nothing for too long. */
function runProgram(): Promise<FuzzRun> {
  const program = fileURLToPath(new URL('fuzz-program.ts', import.meta.url));
  const args = ['--max-old-space-size=1024', '--import', 'tsx', program, `${seed}`, `${count}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let lines: string[] = [];
    let lastBegun = 'nothing';
    let rest = '';
    let stderr = '';
    let heardAtMs = Date.now();
    const watch = setInterval(() => {
      if (Date.now() - heardAtMs > silenceMaxMs) child.kill('SIGKILL');
    }, 500);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      heardAtMs = Date.now();
      const parts = (rest + text).split('\n');
      rest = parts.pop()!;
      lastBegun = parts.findLast((line) => line.startsWith('begin ')) ?? lastBegun;
      lines = lines.concat(parts.filter((line) => !line.startsWith('begin ')));
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4000);
    });
    child.on('error', reject);
    child.on('close', () => {
      clearInterval(watch);
      const faults = lines.filter((line) => line.startsWith('fault '));
      resolve({ finished: lines.at(-1) === 'done', lastBegun, faults, stderr });
    });
  });
}

it(
  `${count} damaged files`,
  async () => {
    const { finished, lastBegun, faults, stderr } = await runProgram();
    expect(faults).toEqual([]);
    expect(finished, `it ended or hung at: ${lastBegun}\n${stderr}`).toBe(true);
  },
  60_000 + count * millisecondsEach,
);
