/**
 * Where records end in a block of bytes that begins at the beginning of a record. A CSV record may
 * hold line breaks inside quotes; a quote opens only at the beginning of a cell, as in the engine's
 * own splitter. A JSON line never holds a line break.
 */

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

/** Bytes up to and with the last line end that ends a record; 0 when there is none. */
export type RecordEnd = (bytes: Buffer) => number;

export const lastLineEnd: RecordEnd = (bytes) => bytes.lastIndexOf(lineFeed) + 1;

/** For CSV. Most files have no quotes, and then no byte is looked at twice. */
export function csvRecordEnd(delimiter: string): RecordEnd {
  const delimiterByte = delimiter.charCodeAt(0);
  return (bytes) =>
    bytes.includes(quote) ? lastEndOutsideQuotes(bytes, delimiterByte) : lastLineEnd(bytes);
}

function lastEndOutsideQuotes(bytes: Uint8Array, delimiterByte: number): number {
  let end = 0;
  let cellBegins = true;
  let recordBegins = true;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote && cellBegins) {
      at = closingQuote(bytes, at);
      if (at === -1) return end;
      cellBegins = false;
      recordBegins = false;
      continue;
    }
    if (byte === lineFeed) end = at + 1;
    // A blank line may be a lone carriage return; the record begins behind it.
    recordBegins = byte === lineFeed || (recordBegins && byte === carriageReturn);
    cellBegins = recordBegins || byte === delimiterByte;
  }
  return end;
}

function closingQuote(bytes: Uint8Array, open: number): number {
  for (let at = open + 1; at < bytes.length; at += 1) {
    if (bytes[at] !== quote) continue;
    if (bytes[at + 1] !== quote) return at;
    at += 1;
  }
  return -1;
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
