/**
 * Texts of calls as UTF-8, whatever they are written in. As long as a file is ASCII, which most are
 * from beginning to end, its bytes go on as they come; the first others decide what the file is
 * written in, by the rules for decks.
 */

import { isAscii } from 'node:buffer';
import { detectEncoding, pieceDecoder } from '@ratedeck/decks';
import type { ByteSource } from './byte-source.js';

const sampleBytes = 64 * 1024;
const lineFeed = 0x0a;

const isPlain = (bytes: Buffer): boolean => isAscii(bytes) && !bytes.includes(0);

class Utf8Source {
  readonly #source: ByteSource;
  readonly #onEncoding: (encoding: string) => void;
  /** Decoded or read already, and not yet handed on. */
  #rest: Buffer = Buffer.alloc(0);
  #decode: ReturnType<typeof pieceDecoder> | null = null;
  #isKnown = false;
  #isEnded = false;

  constructor(source: ByteSource, wanted: string | null, onEncoding: (name: string) => void) {
    this.#source = source;
    this.#onEncoding = onEncoding;
    if (wanted !== null) this.#take(wanted);
  }

  async read(target: Uint8Array): Promise<number> {
    while (this.#rest.length === 0) {
      if (this.#decode !== null) {
        if (this.#isEnded) return 0;
        await this.#decodeMore(this.#decode);
        continue;
      }
      const count = await this.#source.read(target);
      const bytes = Buffer.from(target.buffer, target.byteOffset, count);
      if (this.#isKnown || count === 0 || isPlain(bytes)) return count;
      await this.#decide(Buffer.from(bytes));
    }
    const count = this.#rest.copy(target);
    this.#rest = this.#rest.subarray(count);
    return count;
  }

  #take(encoding: string): void {
    this.#isKnown = true;
    if (encoding !== 'utf-8') this.#decode = pieceDecoder(encoding);
  }

  async #decodeMore(decode: ReturnType<typeof pieceDecoder>): Promise<void> {
    const bytes = Buffer.alloc(sampleBytes);
    const count = await this.#source.read(bytes);
    this.#isEnded = count === 0;
    this.#rest = Buffer.from(decode(bytes.subarray(0, count), this.#isEnded));
  }

  /** Reads on to the end of a line, so that no character of the sample is cut, and looks at it. */
  async #decide(first: Buffer): Promise<void> {
    let read = first;
    while (!isWholeSample(read)) {
      const more = Buffer.alloc(sampleBytes);
      const count = await this.#source.read(more);
      if (count === 0) break;
      read = Buffer.concat([read, more.subarray(0, count)]);
    }
    const encoding = detectEncoding(read.subarray(0, read.lastIndexOf(lineFeed) + 1 || undefined));
    this.#take(encoding);
    if (this.#decode === null) this.#rest = read;
    else {
      this.#onEncoding(encoding);
      this.#rest = Buffer.from(this.#decode(read, false));
    }
  }
}

/** Holds a whole line with what is not plain, or so much that lines do not matter. */
function isWholeSample(bytes: Buffer): boolean {
  const end = bytes.lastIndexOf(lineFeed);
  return bytes.length >= sampleBytes || (end >= 0 && !isPlain(bytes.subarray(0, end)));
}

/**
 * @param wanted null = found out
 * @param onEncoding is told what was found, if it is not UTF-8
 */
export function asUtf8(
  source: ByteSource,
  wanted: string | null,
  onEncoding: (encoding: string) => void,
): ByteSource {
  const reader = new Utf8Source(source, wanted, onEncoding);
  return { ...source, read: (target) => reader.read(target) };
}
