/** Entry of the thread that reads one table as a whole, and gives its memory back when it is done. */

import { parentPort, workerData } from 'node:worker_threads';
import { buildHere } from './build-here.js';
import type { BuildRequest } from './messages.js';

const { config, tableId } = workerData as BuildRequest;
parentPort!.postMessage(await buildHere(config, tableId));
