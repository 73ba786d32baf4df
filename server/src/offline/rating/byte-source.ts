/**
 * Where the bytes of events come from: a file, gzipped or not, or stdin. Reads into memory that
 * the caller owns. Pipes are read by streams, never by a thread of the file system's pool, because
 * a read that waits there would keep the program from ending on a signal.
 */

import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Socket } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { inputOutputFailure } from '../../platform/cli/command-failure.js';

export interface ByteSource {
  /** For messages: the path, or `stdin`. */
  readonly name: string;
  /** Part of the input that was read, 0 to 1; null when its size is not known. */
  fraction(): number | null;
  /** Fills some of `target` and resolves with the count of bytes; 0 is the end. */
  read(target: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

const streamChunkBytes = 1024 * 1024;

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function fileSource(name: string, file: FileHandle, sizeBytes: number): ByteSource {
  let readBytes = 0;
  return {
    name,
    fraction: () => (sizeBytes === 0 ? null : Math.min(1, readBytes / sizeBytes)),
    read: async (target) => {
      const { bytesRead } = await file.read(target, 0, target.length, null);
      readBytes += bytesRead;
      return bytesRead;
    },
    close: () => file.close(),
  };
}

function streamSource(name: string, stream: Readable, fraction: () => number | null): ByteSource {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  return {
    name,
    fraction,
    read: async (target) => {
      while (rest.length === 0) {
        const next = await chunks.next();
        if (next.done === true) return 0;
        rest = next.value;
      }
      const count = rest.copy(target);
      rest = rest.subarray(count);
      return count;
    },
    close: () => {
      stream.destroy();
      return Promise.resolve();
    },
  };
}

/** Passes a stream on, unpacked when it turns out to be gzip. */
async function unpackedStream(stream: Readable): Promise<Readable> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head: Buffer = Buffer.alloc(0);
  let ended = false;
  while (head.length < 2 && !ended) {
    const next = await chunks.next();
    if (next.done === true) ended = true;
    else head = Buffer.concat([head, next.value]);
  }
  const whole = Readable.from(
    (async function* () {
      if (head.length > 0) yield head;
      for (;;) {
        const next = await chunks.next();
        if (next.done === true) return;
        yield next.value;
      }
    })(),
    { objectMode: false },
  );
  whole.once('close', () => stream.destroy());
  return isGzip(head) ? gunzipped(whole) : whole;
}

function gunzipped(packed: Readable): Readable {
  const unpacked = createGunzip({ chunkSize: streamChunkBytes });
  // A failure of either end reaches the reader of `unpacked`, who reports it.
  pipeline(packed, unpacked, () => undefined);
  return unpacked;
}

async function openFile(path: string): Promise<ByteSource> {
  const file = await open(path);
  const stat = await file.stat();
  if (stat.isFIFO() || stat.isSocket()) {
    const stream = await unpackedStream(new Socket({ fd: file.fd, readable: true }));
    return streamSource(path, stream, () => null);
  }
  if (!stat.isFile()) {
    if (stat.isDirectory()) await file.read(Buffer.alloc(1));
    const stream = file.createReadStream({ highWaterMark: streamChunkBytes });
    return streamSource(path, await unpackedStream(stream), () => null);
  }
  const head = Buffer.alloc(2);
  await file.read(head, 0, 2, 0);
  if (!isGzip(head)) return fileSource(path, file, stat.size);
  await file.close();
  const packed = createReadStream(path, { highWaterMark: streamChunkBytes });
  return streamSource(path, gunzipped(packed), () => Math.min(1, packed.bytesRead / stat.size));
}

/** Opens a path, or stdin for `-`. Its reads throw failures with an exit code. */
export async function openByteSource(path: string): Promise<ByteSource> {
  const name = path === '-' ? 'stdin' : path;
  try {
    const source =
      path === '-'
        ? streamSource(name, await unpackedStream(process.stdin), () => null)
        : await openFile(path);
    return {
      ...source,
      read: async (target) => {
        try {
          return await source.read(target);
        } catch (error) {
          throw inputOutputFailure('read', name, error);
        }
      },
    };
  } catch (error) {
    throw inputOutputFailure('read', name, error);
  }
}
