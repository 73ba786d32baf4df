/** Entry of a rating thread; see `rating-threads.ts`. Answers requests in their order. */

import { parentPort } from 'node:worker_threads';
import type { BlockRating } from '@ratedeck/engine/batch';
import { rateIntoSlot } from './rate-into-slot.js';
import { createBlockRating } from './rating-job.js';
import type { ThreadAnswer, ThreadRequest } from './rating-threads.js';

let rating: BlockRating | null = null;

function answer(request: ThreadRequest): ThreadAnswer | null {
  if (request.kind === 'job') {
    rating = createBlockRating(request.job);
    return null;
  }
  if (rating === null) throw new Error('a block came before the job that says how to rate it');
  const { id } = request;
  if (request.kind === 'summary') return { id, length: 0, summary: rating.summary };
  const { output, length } = rateIntoSlot(rating, request, request.length, request.firstLine);
  return output === request.output ? { id, length } : { id, length, output };
}

parentPort!.on('message', (request: ThreadRequest) => {
  const answered = answer(request);
  if (answered !== null) parentPort!.postMessage(answered);
});
