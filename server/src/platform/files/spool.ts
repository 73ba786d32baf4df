/**
 * A file on its way to a reader, made at the pace of who makes it and read at the pace of who reads
 * it. What lies between waits on the disk (in the folder for temporary files, without a name where the
 * system permits it), so a reader that stalls holds nothing but a file.
 */

import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { asError } from '../problems/as-error.js';

const OWNER_ONLY = 0o600;

class SpoolFile {
  readonly #path = join(tmpdir(), `ratedeck-${randomUUID()}.spool`);
  #file: Promise<FileHandle> | null = null;
  #hasName = true;
  size = 0;

  #open(): Promise<FileHandle> {
    this.#file ??= open(this.#path, 'wx+', OWNER_ONLY).then(async (file) => {
      // Windows keeps the name of an open file; it goes when the file is closed.
      await rm(this.#path).then(
        () => {
          this.#hasName = false;
        },
        () => undefined,
      );
      return file;
    });
    return this.#file;
  }

  async append(bytes: Buffer): Promise<void> {
    const file = await this.#open();
    for (let done = 0; done < bytes.length; ) {
      const rest = bytes.subarray(done);
      const { bytesWritten } = await file.write(rest, 0, rest.length, this.size);
      done += bytesWritten;
      this.size += bytesWritten;
    }
  }

  async read(position: number, bytesMax: number): Promise<Buffer> {
    const file = await this.#open();
    const wanted = Math.min(bytesMax, this.size - position);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(wanted), 0, wanted, position);
    return buffer.subarray(0, bytesRead);
  }

  async close(): Promise<void> {
    const file = await this.#file?.catch(() => null);
    await file?.close();
    if (this.#hasName) await rm(this.#path, { force: true });
  }
}

/**
 * `fill` begins when somebody reads. It writes to the sink; when it fails, or ends without having
 * ended the sink, so does the reader.
 * `signal` is aborted when the reader goes away before the end.
 */
export function spool(fill: (sink: Writable, signal: AbortSignal) => Promise<unknown>): Readable {
  const file = new SpoolFile();
  const gone = new AbortController();
  let isWhole = false;
  let wake: () => void = () => undefined;
  let position = 0;
  const sink = new Writable({
    // What came while the disk was busy goes there at once.
    writev: (chunks, done) => {
      const bytes = Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer));
      file.append(bytes).then(() => {
        wake();
        done();
      }, done);
    },
    final: (done) => {
      isWhole = true;
      wake();
      done();
    },
  });
  const pushNext = async (): Promise<void> => {
    while (position === file.size) {
      if (isWhole) {
        reader.push(null);
        return;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const bytes = await file.read(position, reader.readableHighWaterMark);
    position += bytes.length;
    reader.push(bytes);
  };
  let work: Promise<void> | null = null;
  const start = (): Promise<void> =>
    fill(sink, gone.signal).then(
      () => {
        if (!sink.writableFinished) reader.destroy(new Error('the file was not made to its end'));
      },
      (error: unknown) => {
        reader.destroy(asError(error));
      },
    );
  const reader = new Readable({
    highWaterMark: 64 * 1024,
    read: () => {
      work ??= start();
      pushNext().catch((error: unknown) => reader.destroy(error as Error));
    },
    destroy: (error, done) => {
      gone.abort();
      wake();
      Promise.resolve(work)
        .then(() => file.close())
        .then(() => done(error), done);
    },
  });
  return reader;
}
