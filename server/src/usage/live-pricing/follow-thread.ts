/**
 * Entry of the thread that follows the database and compiles: whatever it takes, those who price in
 * the main thread are not held up. What it compiles lies in shared memory.
 */

import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type FollowerEvents, follow } from './follower.js';
import { type BuildRequest, type FollowThreadRequest, PricingMessages } from './messages.js';
import type { BuiltTable } from './table-step.js';

const port = parentPort!;
const messages = new PricingMessages();
let building: Worker | null = null;

function build(tableId: string): Promise<BuiltTable | null> {
  const request: BuildRequest = { config: workerData, tableId };
  const thread = new Worker(new URL('./build-thread.js', import.meta.url), { workerData: request });
  building = thread;
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error(`the table ${tableId} was not read to its end`)));
  });
}

const events: FollowerEvents = {
  onState: (state) => port.postMessage(messages.ofState(state)),
  onCredentials: (changes) => port.postMessage({ kind: 'credentials', changes }),
  onCurrent: (atMs, isWhole) => port.postMessage({ kind: 'current', atMs, isWhole }),
  onTrouble: (message) => port.postMessage({ kind: 'trouble', message }),
};
const follower = follow(workerData, events, { build });

port.on('message', async (request: FollowThreadRequest) => {
  if (request === 'wake') {
    follower.wake();
    return;
  }
  await Promise.all([follower.stop(), building?.terminate()]);
  port.close();
});
