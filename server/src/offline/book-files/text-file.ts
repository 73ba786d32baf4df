/**
 * Reads a whole UTF-8 text file, gzipped or not, within a stated size. The size is that of the
 * text, so that a small file which unpacks into a huge one is refused and not swallowed.
 */

import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { badInput, inputOutputFailure, systemCode } from '../../platform/cli/command-failure.js';

const unpack = promisify(gunzip);

export const mebibyte = 1024 * 1024;

function tooLarge(path: string, sizeMaxBytes: number): Error {
  const limit = `${sizeMaxBytes / mebibyte} MiB`;
  return badInput(`${path} is larger than ${limit}; split it into several rate tables`);
}

async function readBytes(path: string, sizeMaxBytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > sizeMaxBytes) throw tooLarge(path, sizeMaxBytes);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Throws a failure with an exit code: 3 when the file cannot be read, 2 when it is no such text. */
export async function readTextBytes(path: string, sizeMaxBytes: number): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = await readBytes(path, sizeMaxBytes);
  } catch (error) {
    throw inputOutputFailure('read', path, error);
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      bytes = await unpack(bytes, { maxOutputLength: sizeMaxBytes });
    } catch (error) {
      if (systemCode(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(path, sizeMaxBytes);
      throw badInput(`${path} is a damaged gzip file: ${(error as Error).message}`);
    }
  }
  if (!isUtf8(bytes)) throw badInput(`${path} is not UTF-8 text; save it as UTF-8`);
  return bytes;
}

/** Throws as {@link readTextBytes} does. */
export async function readTextFile(path: string, sizeMaxBytes: number): Promise<string> {
  return (await readTextBytes(path, sizeMaxBytes)).toString('utf8');
}
