/** Entry of a rating thread; see `rating-threads.ts`. Answers requests in their order. */

import { parentPort, workerData } from 'node:worker_threads';
import { rateIntoSlot } from './rate-into-slot.js';
import { createBlockRating, type RatingJob } from './rating-job.js';
import type { ThreadAnswer, ThreadRequest } from './rating-threads.js';

const rating = createBlockRating(workerData as RatingJob);

function answer(request: ThreadRequest): ThreadAnswer {
  const { id } = request;
  if (request.kind === 'summary') return { id, length: 0, summary: rating.summary };
  const { output, length } = rateIntoSlot(rating, request, request.length, request.firstLine);
  return output === request.output ? { id, length } : { id, length, output };
}

parentPort!.on('message', (request: ThreadRequest) => parentPort!.postMessage(answer(request)));
