/** Where records end in a block of bytes that begins at the beginning of a record. */

import { csvRecordsEnd } from '@ratedeck/engine/batch';

const lineFeed = 0x0a;
const quote = 0x22;

/** Bytes up to and with the last line end that ends a record; 0 when there is none. */
export type RecordEnd = (bytes: Buffer) => number;

/** A JSON line never holds a line break. */
export const lastLineEnd: RecordEnd = (bytes) => bytes.lastIndexOf(lineFeed) + 1;

/** For CSV. Most files have no quotes, and then no byte is looked at. */
export function csvRecordEnd(delimiter: string): RecordEnd {
  return (bytes) => (bytes.includes(quote) ? csvRecordsEnd(bytes, delimiter) : lastLineEnd(bytes));
}

const lowSeven = 0x7f7f7f7f;

/**
 * Line feeds in the block, four bytes at a time: this runs over every byte of the input in the
 * thread that feeds all others. The view must begin at a multiple of four in its buffer.
 */
export function countLines(bytes: Uint8Array): number {
  const wordCount = bytes.length >>> 2;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, wordCount);
  let count = 0;
  for (let index = 0; index < wordCount; ) {
    // Each byte of `sums` counts up to 255 words before it could run over.
    const blockEnd = Math.min(index + 255, wordCount);
    let sums = 0;
    for (; index < blockEnd; index += 1) {
      const difference = words[index]! ^ 0x0a0a0a0a;
      const nonZero = ((difference & lowSeven) + lowSeven) | difference | lowSeven;
      sums = (sums + (~nonZero >>> 7)) | 0;
    }
    count += (sums & 255) + ((sums >>> 8) & 255) + ((sums >>> 16) & 255) + (sums >>> 24);
  }
  for (let index = wordCount << 2; index < bytes.length; index += 1) {
    if (bytes[index] === lineFeed) count += 1;
  }
  return count;
}
