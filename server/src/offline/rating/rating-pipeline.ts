/**
 * The flow of a file through the rater: read, cut at the end of a record, rate, write in the order
 * of the input. Reading runs ahead of writing by no more than the slots hold. The first failure of
 * any part ends all of them.
 */

import { badInput } from '../../platform/cli/command-failure.js';
import type { WholeOutput } from '../../platform/files/whole-output.js';
import type { BlockSlot, BlockSlots } from './block-slots.js';
import type { ByteSource } from './byte-source.js';
import type { BlockRater } from './rating-threads.js';
import { countLines, type RecordEnd } from './record-ends.js';

export interface PipelineParts {
  readonly source: ByteSource;
  /** What was read of the source already, behind the header. */
  readonly head: Uint8Array;
  /** Line of the file on which `head` begins. */
  readonly firstLine: number;
  readonly recordEnd: RecordEnd;
  /** Size of a block; a longer record gets as much as a slot holds. */
  readonly blockBytes: number;
  readonly slots: BlockSlots;
  readonly rater: Pick<BlockRater, 'rate'>;
  readonly output: Pick<WholeOutput, 'write'>;
  onLines(lineCount: number): void;
}

interface Block {
  readonly slot: BlockSlot;
  /** Bytes that hold whole records. */
  readonly length: number;
  /** The beginning of the next record, behind them. */
  readonly rest: Uint8Array;
  readonly ended: boolean;
}

const lineFeed = 0x0a;

/** Fills a slot with `head` and what follows until it holds at least one whole record. */
async function readBlock(parts: PipelineParts, head: Uint8Array, line: number): Promise<Block> {
  const slot = await parts.slots.acquire();
  const bytes = Buffer.from(slot.input);
  bytes.set(head);
  let length = head.length;
  let ended = false;
  // One byte stays free for a last line that has no line end.
  const room = bytes.length - 1;
  for (let wanted = Math.min(room, parts.blockBytes); ; wanted = room) {
    while (length < wanted && !ended) {
      const count = await parts.source.read(bytes.subarray(length, wanted));
      ended = count === 0;
      length += count;
    }
    if (ended) break;
    const end = parts.recordEnd(bytes.subarray(0, length));
    if (end > 0) return { slot, length: end, rest: bytes.subarray(end, length), ended };
    if (wanted === room) throw recordTooLong(parts.source.name, line, room);
  }
  if (length > 0 && bytes[length - 1] !== lineFeed) {
    bytes[length] = lineFeed;
    length += 1;
  }
  return { slot, length, rest: bytes.subarray(0, 0), ended };
}

function recordTooLong(name: string, line: number, limitBytes: number): Error {
  return badInput(
    `${name} line ${line}: the record is longer than ${limitBytes} bytes; ` +
      'a quote that is never closed looks like this',
  );
}

/** Resolves when everything is written; the output is left open. */
export async function runPipeline(parts: PipelineParts): Promise<void> {
  const { slots, rater, output } = parts;
  let head = parts.head;
  let line = parts.firstLine;
  let written = Promise.resolve();
  for (let ended = false; !ended; ) {
    const block = await readBlock(parts, head, line);
    ended = block.ended;
    head = block.rest;
    const { slot, length } = block;
    if (length === 0) break;
    const rated = rater.rate(slot, length, line);
    const before = written;
    const writeInOrder = async (): Promise<void> => {
      const [outputBytes] = await Promise.all([rated, before]);
      await output.write(Buffer.from(slot.output, 0, outputBytes));
      slots.release(slot);
    };
    written = writeInOrder();
    written.catch((error: unknown) => slots.fail(error));
    const lineCount = countLines(new Uint8Array(slot.input, 0, length));
    line += lineCount;
    parts.onLines(lineCount);
  }
  await written;
}
