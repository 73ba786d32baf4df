/**
 * What a zip archive is: a workbook of one of two kinds, or one file that somebody packed. Other
 * documents that are zip archives too are named and refused.
 */

import { DeckReadError } from '../../deck/deck.js';
import { passwordNeeded, unsupported } from './file-kind.js';
import type { ReadBudget } from './limits.js';
import { unpack } from './unpack.js';
import { readZipDirectory, type ZipEntry } from './zip-directory.js';

/** Parts of a workbook by name. */
export type Parts = ReadonlyMap<string, ZipEntry>;

export type ZipContent =
  | { readonly kind: 'xlsx' | 'ods'; readonly parts: Parts }
  | { readonly kind: 'file'; readonly entry: ZipEntry };

const OPEN_IT = 'Open it in a spreadsheet program and save it as .xlsx or CSV.';
const SMALL_PART_BYTES_MAX = 1_000_000;

export async function zipContent(bytes: Uint8Array, budget: ReadBudget): Promise<ZipContent> {
  const parts = readZipDirectory(bytes);
  const mimetype = await smallText(parts.get('mimetype'), budget);
  if (mimetype !== null || parts.has('META-INF/manifest.xml')) {
    return { kind: 'ods', parts: await openDocument(parts, mimetype?.trim() ?? '', budget) };
  }
  const names = [...parts.keys()].map((name) => name.toLowerCase());
  if (names.includes('[content_types].xml')) {
    if (names.some((name) => /^xl\/.*\.bin$/.test(name) && name.includes('workbook'))) {
      throw unsupported('a binary workbook (.xlsb)', OPEN_IT);
    }
    if (names.some((name) => /^(?:word|ppt|visio)\//.test(name))) {
      throw unsupported('an office document that is no workbook', OPEN_IT);
    }
    return { kind: 'xlsx', parts };
  }
  if (names.some((name) => name.endsWith('.iwa'))) {
    throw unsupported('a document of Apple iWork', 'Export it as .xlsx or CSV.');
  }
  return { kind: 'file', entry: onlyFile(parts) };
}

async function openDocument(parts: Parts, mimetype: string, budget: ReadBudget): Promise<Parts> {
  const manifest = (await smallText(parts.get('META-INF/manifest.xml'), budget)) ?? '';
  if (/encryption-data|encrypted-package/.test(manifest) || parts.has('encrypted-package')) {
    throw passwordNeeded();
  }
  const isSpreadsheet =
    mimetype.startsWith('application/vnd.oasis.opendocument.spreadsheet') ||
    (mimetype === '' && manifest.includes('opendocument.spreadsheet'));
  if (!isSpreadsheet) throw unsupported('an office document that is no spreadsheet', OPEN_IT);
  return parts;
}

async function smallText(entry: ZipEntry | undefined, budget: ReadBudget): Promise<string | null> {
  if (entry === undefined || entry.unpackedBytes > SMALL_PART_BYTES_MAX) return null;
  return (await unpack(entry, budget)).toString('utf8');
}

function onlyFile(parts: Parts): ZipEntry {
  const files = [...parts.values()].filter(({ name }) => !isLitter(name));
  if (files.length === 1) return files[0]!;
  const found =
    files.length === 0
      ? 'no file'
      : `${files.length} files (${files
          .slice(0, 5)
          .map(({ name }) => JSON.stringify(name.slice(0, 60)))
          .join(', ')}${files.length > 5 ? ', …' : ''})`;
  throw new DeckReadError(
    'archive_entries',
    `The zip archive holds ${found}; it should hold one. Unpack it and give the deck alone.`,
  );
}

/** What operating systems put into archives by themselves. */
function isLitter(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/.*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(name);
}
