/** Sends a book of many rates to a server, and says how long the answer took. */

import { parentPort, workerData } from 'node:worker_threads';
import { bookText } from './book-of-rates.js';
import type { Served } from './serving.js';

export interface Sending extends Served {
  readonly rateCount: number;
}

export interface Sent {
  readonly bytes: number;
  readonly seconds: number;
  readonly created: number;
}

const { port, key, rateCount } = workerData as Sending;
const body = Buffer.from(bookText(rateCount));
parentPort!.postMessage('made');
const began = performance.now();
const answer = await fetch(`http://127.0.0.1:${port}/api/v1/book`, {
  method: 'POST',
  headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  body,
});
if (!answer.ok) throw new Error(`the book is refused: ${await answer.text()}`);
const { created } = (await answer.json()) as { readonly created: { readonly rates: number } };
const seconds = (performance.now() - began) / 1000;
parentPort!.postMessage({
  ...{ bytes: body.length, seconds, created: created.rates },
} satisfies Sent);
