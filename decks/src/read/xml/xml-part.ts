/**
 * Feeds one part of a workbook to a handler: unpacks, decodes and splits it as it comes, so that no
 * part stands in memory whole.
 */

import { damaged, type ReadBudget } from '../container/limits.js';
import { unpackChunks } from '../container/unpack.js';
import type { ZipEntry } from '../container/zip-directory.js';
import { type XmlHandler, XmlTokens } from './xml-tokens.js';

export async function readXmlPart(
  entry: ZipEntry,
  handler: XmlHandler,
  budget: ReadBudget,
): Promise<void> {
  const tokens = new XmlTokens(handler);
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of unpackChunks(entry, budget)) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    tokens.write(decode(decoder, chunk));
  }
  if (decoder !== null) tokens.write(decode(decoder, null));
  tokens.end();
}

/** XML is UTF-8 unless it begins as UTF-16. */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff || (head[0] === 0x3c && head[1] === 0)) return 'utf-16le';
  if (head[0] === 0xfe || head[0] === 0) return 'utf-16be';
  return 'utf-8';
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer | null): string {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw damaged('its XML has characters that are none');
  }
}
