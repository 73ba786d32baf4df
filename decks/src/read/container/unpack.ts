/**
 * Unpacks one entry of a zip archive, or a gzip file. What comes out is counted as it comes, and
 * must have the size and the checksum that were promised: a damaged archive never gives half a
 * deck.
 */

import { Readable } from 'node:stream';
import { crc32, createInflateRaw, gunzipSync } from 'node:zlib';
import { count, damaged, type ReadBudget } from './limits.js';
import type { ZipEntry } from './zip-directory.js';

const CHUNK_BYTES = 256 * 1024;
/** Small enough that what one piece unpacks to is no danger by itself. */
const PACKED_PIECE_BYTES = 16 * 1024;

export async function* unpackChunks(entry: ZipEntry, budget: ReadBudget): AsyncGenerator<Buffer> {
  const what = `The part ${JSON.stringify(entry.name.slice(0, 100))}`;
  budget.checkRatio(entry.packed.length, entry.unpackedBytes, what);
  let bytes = 0;
  let checksum = 0;
  for await (const chunk of entry.deflated ? inflated(entry.packed) : pieces(entry.packed)) {
    bytes += chunk.length;
    if (bytes > entry.unpackedBytes) throw damaged(`${what} is larger than the archive says`);
    budget.addUnpacked(chunk.length);
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (bytes !== entry.unpackedBytes) throw damaged(`${what} is smaller than the archive says`);
  if (checksum !== entry.crc32) throw damaged(`${what} has a wrong checksum`);
}

export async function unpack(entry: ZipEntry, budget: ReadBudget): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of unpackChunks(entry, budget)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* inflated(packed: Uint8Array): AsyncGenerator<Buffer> {
  const source = Readable.from(pieces(packed), { objectMode: false });
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
  source.pipe(inflate);
  try {
    yield* inflate as AsyncIterable<Buffer>;
  } catch (error) {
    if (isZlibError(error)) throw damaged(`the zip archive can not be unpacked (${error.code})`);
    throw error;
  } finally {
    source.destroy();
    inflate.destroy();
  }
}

function* pieces(bytes: Uint8Array): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PACKED_PIECE_BYTES) {
    const length = Math.min(PACKED_PIECE_BYTES, bytes.length - at);
    yield Buffer.from(bytes.buffer, bytes.byteOffset + at, length);
  }
}

export function gunzip(packed: Uint8Array, budget: ReadBudget): Buffer {
  const { fileBytesMax, unpackedBytesMax } = budget.limits;
  const most = Math.min(fileBytesMax, unpackedBytesMax, budget.unpackedBytesOf(packed.length));
  try {
    const unpacked = gunzipSync(packed, { maxOutputLength: most });
    budget.addUnpacked(unpacked.length);
    return unpacked;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    if (error.code !== 'ERR_BUFFER_TOO_LARGE') {
      throw damaged(`the gzip file can not be unpacked (${error.code})`);
    }
    budget.checkRatio(packed.length, most + 1, 'The file');
    budget.addFile(most + 1);
    budget.addUnpacked(most + 1);
    throw damaged(`the gzip file unpacks to more than ${count(most)} bytes`);
  }
}

function isZlibError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && /^(?:Z_|ERR_)/.test(String(error.code));
}
