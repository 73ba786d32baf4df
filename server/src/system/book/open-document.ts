/**
 * Opens a book that came in: a small one is read at once, a large one in a thread of its own, which
 * hands over its codes and rates piece by piece. So the server answers others meanwhile, and holds
 * one piece at a time beside the document itself.
 */

import { Worker } from 'node:worker_threads';
import type { CodeDeckEntry, Rate } from '@ratedeck/engine';
import { invalidRequest, Problem, type ProblemFault } from '../../platform/problems/problem.js';
import { type DocumentHead, type Piece, readDocument } from './document.js';

export interface OpenedDocument {
  readonly head: DocumentHead;
  codes(deck: number): AsyncIterable<readonly CodeDeckEntry[]>;
  rates(table: number): AsyncIterable<readonly Rate[]>;
  names(table: number): AsyncIterable<readonly string[]>;
  close(): Promise<void>;
}

export type ThreadAnswer =
  | { readonly head: DocumentHead; readonly faults?: undefined }
  | { readonly head?: undefined; readonly faults: readonly ProblemFault[] };

export interface PieceRequest {
  readonly kind: 'codes' | 'rates' | 'names';
  readonly index: number;
  readonly from: number;
}

/** Read in some tens of milliseconds, which starting a thread would take as well. */
const SMALL_BYTES_MAX = 2 * 1024 * 1024;
/** Far more than the largest document that is taken becomes when it is read. */
const HEAP_MB_MAX = 4096;

export function openDocument(bytes: Buffer): Promise<OpenedDocument> {
  return bytes.length <= SMALL_BYTES_MAX ? openHere(bytes) : openInThread(bytes);
}

async function openHere(bytes: Buffer): Promise<OpenedDocument> {
  const { document, faults } = readDocument(bytes);
  if (document === undefined) throw invalidRequest(...faults);
  return {
    head: document.head,
    codes: (deck) => pieces(async (from) => document.codes(deck, from)),
    rates: (table) => pieces(async (from) => document.rates(table, from)),
    names: (table) => pieces(async (from) => document.names(table, from)),
    close: async () => undefined,
  };
}

/** The next piece is on its way while the last one is worked on. */
async function* pieces<Item>(
  take: (from: number) => Promise<Piece<Item>>,
): AsyncGenerator<readonly Item[]> {
  let coming: Promise<Piece<Item>> | null = take(0);
  while (coming !== null) {
    const { items, next }: Piece<Item> = await coming;
    coming = next === null ? null : take(next);
    // Whoever stops early does not hear of it.
    coming?.catch(() => undefined);
    if (items.length > 0) yield items;
  }
}

async function openInThread(bytes: Buffer): Promise<OpenedDocument> {
  const thread = new DocumentThread(bytes);
  try {
    const { head, faults } = (await thread.answer()) as ThreadAnswer;
    if (head === undefined) throw invalidRequest(...faults);
    const taker =
      <Item>(kind: PieceRequest['kind'], index: number) =>
      (from: number) =>
        thread.ask({ kind, index, from }) as Promise<Piece<Item>>;
    return {
      head,
      codes: (deck) => pieces(taker<CodeDeckEntry>('codes', deck)),
      rates: (table) => pieces(taker<Rate>('rates', table)),
      names: (table) => pieces(taker<string>('names', table)),
      close: () => thread.close(),
    };
  } catch (error) {
    await thread.close();
    throw error;
  }
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** Answers come in the order of the questions. */
class DocumentThread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #failure: unknown = null;

  constructor(bytes: Buffer) {
    this.#worker = new Worker(new URL('./document-thread.js', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    });
    this.#worker.on('message', (answer: unknown) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('error', (error) => this.#fail(failureOf(error)));
    this.#worker.on('exit', () => this.#fail(new Error('the thread that reads a book has ended')));
  }

  answer(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) reject(this.#failure);
      else this.#waiting.push({ resolve, reject });
    });
  }

  ask(request: PieceRequest): Promise<unknown> {
    this.#worker.postMessage(request);
    return this.answer();
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(failure: unknown): void {
    this.#failure ??= failure;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#failure);
  }
}

function failureOf(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new Problem('body_too_large', 'the book does not fit into memory: send it in parts');
}
