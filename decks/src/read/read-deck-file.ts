/**
 * Reads the bytes of a deck, whatever its format, into rows of cells. It says what a file is by its
 * content, unpacks at most one archive around it, and keeps to the limits. It gives no meaning to
 * any row or column. What it can not read whole it refuses with a DeckReadError.
 */

import type { RawFile, ReadOptions } from '../deck/deck.js';
import { DeckReadError } from '../deck/deck.js';
import type { FileContent } from './container/file-content.js';
import { fileKind } from './container/file-kind.js';
import { ReadBudget } from './container/limits.js';
import { gunzip, unpack } from './container/unpack.js';
import { zipContent } from './container/zip-content.js';
import { readCsv } from './csv/read-csv.js';
import { readOds } from './ods/read-ods.js';
import { readXls } from './xls/read-xls.js';
import { readXlsx } from './xlsx/read-xlsx.js';

/**
 *     const file = await readDeckFile(Buffer.from('code;price\n44;0,05\n'), 'uk.csv');
 *     file.delimiter;                // ';'
 *     file.sheets[0].rows[1];        // { number: 2, cells: ['44', '0,05'] }
 */
export async function readDeckFile(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions = {},
): Promise<RawFile> {
  const budget = new ReadBudget(options.limits);
  const reader = new DeckFileReader(name, options, budget);
  budget.addFile(bytes.length);
  const { container, content } = await reader.read(bytes, null);
  return { name, container, ...content };
}

interface Reading {
  readonly container: RawFile['container'];
  readonly content: FileContent;
}

class DeckFileReader {
  readonly #name: string;
  readonly #options: ReadOptions;
  readonly #budget: ReadBudget;

  constructor(name: string, options: ReadOptions, budget: ReadBudget) {
    this.#name = name;
    this.#options = options;
    this.#budget = budget;
  }

  async read(bytes: Uint8Array, container: RawFile['container']): Promise<Reading> {
    if (bytes.length === 0) {
      throw new DeckReadError('empty_file', 'The file is empty. Was it sent or saved completely?');
    }
    switch (fileKind(bytes)) {
      case 'gz':
        if (container !== null) throw nestedArchive();
        return this.read(gunzip(bytes, this.#budget), 'gz');
      case 'zip':
        return this.#zip(bytes, container);
      case 'compound':
        return { container, content: readXls(bytes, this.#budget) };
      case 'text':
        return { container, content: readCsv(bytes, this.#name, this.#options, this.#budget) };
    }
  }

  async #zip(bytes: Uint8Array, container: RawFile['container']): Promise<Reading> {
    const content = await zipContent(bytes, this.#budget);
    switch (content.kind) {
      case 'xlsx':
        return { container, content: await readXlsx(content.parts, this.#budget) };
      case 'ods':
        return { container, content: await readOds(content.parts, this.#budget) };
      case 'file': {
        if (container !== null) throw nestedArchive();
        this.#budget.addFile(content.entry.unpackedBytes);
        return this.read(await unpack(content.entry, this.#budget), 'zip');
      }
    }
  }
}

function nestedArchive(): DeckReadError {
  return new DeckReadError(
    'nested_archive',
    'The archive holds another archive. Unpack the outer one and give the inner one.',
  );
}
