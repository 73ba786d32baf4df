/**
 * kill -9 in the middle of a mass edit, at random moments, of the program alone and of the database
 * with it. The short form here; `npm run soak` does it 20 times with many more rates.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomFrom } from '../fuzz/random-value.js';
import {
  type EditedSystem,
  editSeconds,
  killDuringEdit,
  makeSystem,
  type Victim,
} from './killed-edits.js';
import { makeFolder, removeFolder } from './served-process.js';

const isSoak = process.env['RATEDECK_SOAK'] === '1';
/** Few are edited while the request waits, many as a job. */
const rateCounts = isSoak ? [20_000, 100_000] : [2000, 21_000];
const rounds = isSoak ? 10 : 2;
const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000_000);
const victims: readonly Victim[] = ['program', 'program and database'];

describe.each(rateCounts)('kills in the middle of a mass edit of %i rates', (rateCount) => {
  let system: EditedSystem;

  beforeAll(async () => {
    system = await makeSystem(await makeFolder(), rateCount);
  }, 300_000);

  afterAll(async () => {
    await removeFolder(system.folder);
  });

  it(`leave all or nothing of it, and of a job all in the end (seed ${seed})`, async () => {
    const random = randomFrom(seed);
    let before = '2';
    const seconds = await editSeconds(system, before);
    let cutCount = 0;
    for (let round = 0; round < rounds; round += 1) {
      const price = String(3 + round);
      const victim = victims[round % victims.length]!;
      const moment = { before, price, seconds: random() * seconds * 2, victim };
      const found = await killDuringEdit(system, moment);
      if (found === before) cutCount += 1;
      before = found;
    }
    console.info(`${cutCount} of ${rounds} edits were undone, ${rounds - cutCount} are complete`);
    expect(cutCount).toBeLessThanOrEqual(rounds);
  }, 1_200_000);
});
