/**
 * The process that reads damaged files, so that a crash or an endless loop ends it alone:
 *
 *     node --import tsx fuzz-program.ts SEED COUNT
 *
 * Writes a line before each input (`begin SEED`), one for each fault, and `done` at the end.
 */

import { writeSync } from 'node:fs';
import { DeckReadError } from '../src/deck/deck.js';
import { openDeck } from '../src/index.js';
import { type FuzzInput, fuzzInput } from './fuzz-inputs.js';
import { faultsOf } from './fuzz-judge.js';

/** Of the processor, so that a busy machine is no fault of the reader. */
const secondsMax = 2;

async function faultsOfReading(input: FuzzInput): Promise<string[]> {
  try {
    return faultsOf(input, await openDeck(input.bytes, input.name, {}, null));
  } catch (error) {
    if (error instanceof DeckReadError && error.message.length > 10) return [];
    return [`it threw ${error instanceof Error ? error.stack : String(error)}`];
  }
}

async function main(firstSeed: number, count: number): Promise<void> {
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    writeSync(1, `begin ${seed}\n`);
    const input = await fuzzInput(seed);
    const before = process.cpuUsage();
    const faults = await faultsOfReading(input);
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    if (seconds > secondsMax) faults.push(`it took ${seconds} s`);
    const formats = input.sources.map(({ format }) => format).join('+');
    for (const fault of faults) {
      writeSync(1, `fault ${seed} ${input.damage} ${formats}: ${fault.replaceAll('\n', ' / ')}\n`);
    }
  }
  writeSync(1, 'done\n');
}

await main(Number(process.argv[2]), Number(process.argv[3]));
