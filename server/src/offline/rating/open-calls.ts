/**
 * Opens a file of calls, whatever holds them: text, in any encoding and with line ends of any kind,
 * or a workbook, whose rows come out as lines of CSV. Text is passed on as it is read, a workbook
 * is read whole.
 */

import { DeckReadError, readDeckFile } from '@ratedeck/decks';
import { callsLines, callsSheet } from '@ratedeck/decks/calls';
import { badInput } from '../../platform/cli/command-failure.js';
import { type ByteSource, openByteSource } from './byte-source.js';
import { asUtf8 } from './calls-encoding.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Beginnings of zip, which xlsx and ods are, and of the old format of Excel. */
const workbookMarks = [
  Buffer.from('PK\u0003\u0004', 'latin1'),
  Buffer.from('d0cf11e0a1b11ae1', 'hex'),
];
const workbookChunkBytes = 1024 * 1024;

/** Hands on `head`, then what the source has. */
function withHead(source: ByteSource, head: Buffer): ByteSource {
  let rest = head;
  return {
    ...source,
    read: (target) => {
      if (rest.length === 0) return source.read(target);
      const count = rest.copy(target);
      rest = rest.subarray(count);
      return Promise.resolve(count);
    },
  };
}

async function readHead(source: ByteSource): Promise<Buffer> {
  const head = Buffer.alloc(8);
  let length = 0;
  while (length < head.length) {
    const count = await source.read(head.subarray(length));
    if (count === 0) break;
    length += count;
  }
  return head.subarray(0, length);
}

/**
 * Carriage returns that end lines alone become line feeds, so that all that follows knows one end.
 * A file without any, as most are, costs one look at each byte by the fastest means there is.
 */
export function withLineFeeds(source: ByteSource): ByteSource {
  let isPending = false;
  return {
    ...source,
    read: async (target) => {
      for (;;) {
        const from = isPending ? 1 : 0;
        if (from === 1) target[0] = carriageReturn;
        const read = await source.read(target.subarray(from));
        let length = from + read;
        if (length === 0) return 0;
        const bytes = Buffer.from(target.buffer, target.byteOffset, length);
        // What follows the last one is not known yet, unless nothing does.
        isPending = read > 0 && bytes[length - 1] === carriageReturn;
        if (isPending) length -= 1;
        let at = bytes.indexOf(carriageReturn);
        for (; at >= 0 && at < length; at = bytes.indexOf(carriageReturn, at + 1)) {
          if (bytes[at + 1] !== lineFeed || at + 1 >= from + read) bytes[at] = lineFeed;
        }
        if (length > 0) return length;
      }
    },
  };
}

async function readAll(source: ByteSource): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(workbookChunkBytes);
    const count = await source.read(chunk);
    if (count === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, count));
  }
}

async function workbookLines(source: ByteSource): Promise<Iterator<string>> {
  try {
    const file = await readDeckFile(await readAll(source), source.name);
    const sheet = callsSheet(file);
    if (sheet === null) throw badInput(`${source.name} has no sheet with anything on it`);
    return callsLines(sheet);
  } catch (error) {
    if (!(error instanceof DeckReadError)) throw error;
    throw badInput(`${source.name}: ${error.message}`);
  }
}

async function workbookSource(source: ByteSource): Promise<ByteSource> {
  const lines = await workbookLines(source);
  let rest: Buffer = Buffer.alloc(0);
  return {
    ...source,
    read: (target) => {
      if (rest.length === 0) {
        const texts: string[] = [];
        for (let length = 0; length < workbookChunkBytes; ) {
          const next = lines.next();
          if (next.done === true) break;
          texts.push(next.value);
          length += next.value.length;
        }
        rest = Buffer.from(texts.join(''));
      }
      const count = rest.copy(target);
      rest = rest.subarray(count);
      return Promise.resolve(count);
    },
  };
}

export interface OpenCallsOptions {
  /** Of a text; left out = found out. */
  readonly encoding?: string;
  /** Is told what was assumed. */
  tell(note: string): void;
}

/** Opens a path, or stdin for `-`. */
export async function openCalls(path: string, options: OpenCallsOptions): Promise<ByteSource> {
  const source = await openByteSource(path);
  try {
    const head = await readHead(source);
    const whole = withHead(source, head);
    const isWorkbook = workbookMarks.some((mark) => head.subarray(0, mark.length).equals(mark));
    if (isWorkbook) return await workbookSource(whole);
    const text = asUtf8(whole, options.encoding ?? null, (encoding) => {
      options.tell(`${source.name} is read as ${encoding}; --calls-encoding says another`);
    });
    return withLineFeeds(text);
  } catch (error) {
    await source.close();
    throw error;
  }
}
