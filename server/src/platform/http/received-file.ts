/**
 * A file that comes in as the body of a request: the body itself, or the part `file` of a form. It waits
 * on the disk, in the folder for temporary files, until all of it is there: a caller that stalls holds a
 * file, nothing else.
 */

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { invalidRequest, Problem } from '../problems/problem.js';
import { boundaryOf, filePart } from './multipart.js';

export interface ReceivedFile {
  /** As the form calls it; null: it came as the body itself. */
  readonly name: string | null;
  readonly size: number;
  readonly sha256: Buffer;
  /** From its beginning, in pieces of this many bytes; the last may be shorter. */
  pieces(pieceBytes: number): AsyncIterable<Buffer>;
  remove(): Promise<void>;
}

const OWNER_ONLY = 0o600;

interface Incoming {
  readonly name: string | null;
  readonly bytes: AsyncIterable<Buffer>;
}

async function incoming(body: Readable, contentType: string): Promise<Incoming> {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return { name: null, bytes: body };
  const part = await filePart(body, boundary);
  if (part === null) {
    const message = 'the form has no file in a field of this name';
    throw invalidRequest({ path: 'body.file', code: 'required', message });
  }
  return part;
}

export async function receiveFile(
  body: Readable,
  contentType: string,
  bytesMax: number,
): Promise<ReceivedFile> {
  const { name, bytes } = await incoming(body, contentType);
  const path = join(tmpdir(), `ratedeck-${randomUUID()}.received`);
  const remove = () => rm(path, { force: true });
  const hash = createHash('sha256');
  let size = 0;
  try {
    await pipeline(
      Readable.from(bytes, { objectMode: false }),
      async function* counted(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          size += chunk.length;
          if (size > bytesMax) throw tooLarge(bytesMax);
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(path, { mode: OWNER_ONLY, flags: 'wx' }),
    );
  } catch (error) {
    await remove();
    throw error;
  }
  if (size === 0) {
    await remove();
    const message = 'is empty: send the file as the body, or as the part `file` of a form';
    throw invalidRequest({ path: 'body', code: 'required', message });
  }
  const sha256 = hash.digest();
  return { name, size, sha256, remove, pieces: (pieceBytes) => piecesOf(path, pieceBytes) };
}

const tooLarge = (bytesMax: number): Problem =>
  new Problem('body_too_large', `a file may have up to ${bytesMax.toLocaleString('en')} bytes`);

async function* piecesOf(path: string, pieceBytes: number): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: pieceBytes })) {
    yield chunk as Buffer;
  }
}
