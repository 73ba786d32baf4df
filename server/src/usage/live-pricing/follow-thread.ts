/**
 * Entry of the thread that follows the database and compiles: whatever it takes, those who price in
 * the main thread are not held up. What it compiles lies in shared memory.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { follow } from './follower.js';
import { type FollowThreadRequest, PricingMessages } from './messages.js';

const port = parentPort!;
const messages = new PricingMessages();
const follower = follow(workerData, {
  onState: (state) => port.postMessage(messages.ofState(state)),
  onCredentials: (changes) => port.postMessage({ kind: 'credentials', changes }),
  onCurrent: (atMs) => port.postMessage({ kind: 'current', atMs }),
  onTrouble: (message) => port.postMessage({ kind: 'trouble', message }),
});

port.on('message', async (request: FollowThreadRequest) => {
  if (request === 'wake') {
    follower.wake();
    return;
  }
  await follower.stop();
  port.close();
});
