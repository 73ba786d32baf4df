/** Entry of the thread that reads a large book; see `open-document.ts`. */

import { parentPort, workerData } from 'node:worker_threads';
import { type BookDocument, type DocumentReading, readDocument } from './document.js';
import type { PieceRequest, ThreadAnswer } from './open-document.js';

const reading: DocumentReading = readDocument(workerData as Uint8Array);

function answerWith(document: BookDocument): void {
  parentPort!.on('message', ({ kind, index, from }: PieceRequest) => {
    parentPort!.postMessage(document[kind](index, from));
  });
}

if (reading.document === undefined) {
  parentPort!.postMessage({ faults: reading.faults } satisfies ThreadAnswer);
} else {
  answerWith(reading.document);
  parentPort!.postMessage({ head: reading.document.head } satisfies ThreadAnswer);
}
