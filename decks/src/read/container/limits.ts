/**
 * What a file may cost before it is refused. Everything that grows with the content of a file is
 * counted here while it is read, so no file, however it was made, can fill the memory.
 *
 * | limit             | default       | why this much                                             |
 * | ----------------- | ------------- | --------------------------------------------------------- |
 * | fileBytesMax      | 300,000,000   | five times a deck of a million rows; also what is in a    |
 * |                   |               | `.gz` or `.zip`, unpacked, and the texts in a workbook    |
 * | unpackedBytesMax  | 1,000,000,000 | parts of a workbook, which are read as a stream           |
 * | packingRatioMax   | 200           | decks pack 5 to 50 times, a bomb 1000; not asked of the   |
 * |                   |               | first 10 MB                                               |
 * | rowsMax           | 2,000,000     | rows that are not empty, of all sheets                    |
 * | cellsMax          | 20,000,000    | about 1 GB of memory                                      |
 * | sheetsMax         | 100           |                                                           |
 * | cellCharactersMax | 100,000       | lists of codes; Excel itself ends at 32,767               |
 * | secondsMax        | 120           | a workbook of a million rows on a slow machine            |
 *
 * Fixed: an archive has at most 5,000 entries and no archive within; XML is at most 64 deep.
 */

import type { ReadLimits } from '../../deck/deck.js';
import { DeckReadError } from '../../deck/deck.js';

const DEFAULT_LIMITS: ReadLimits = {
  fileBytesMax: 300_000_000,
  unpackedBytesMax: 1_000_000_000,
  packingRatioMax: 200,
  rowsMax: 2_000_000,
  cellsMax: 20_000_000,
  sheetsMax: 100,
  cellCharactersMax: 100_000,
  secondsMax: 120,
};

const RATIO_FREE_BYTES = 10_000_000;

export class ReadBudget {
  readonly limits: ReadLimits;
  readonly #deadlineMs: number;
  #rows = 0;
  #cells = 0;
  #unpackedBytes = 0;
  #characters = 0;

  constructor(limits: Partial<ReadLimits> = {}) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
    this.#deadlineMs = performance.now() + this.limits.secondsMax * 1000;
  }

  addFile(bytes: number): void {
    const { fileBytesMax } = this.limits;
    if (bytes <= fileBytesMax) return;
    throw new DeckReadError(
      'file_too_large',
      `The file has ${count(bytes)} bytes; the limit is ${count(fileBytesMax)}. Split it.`,
    );
  }

  addSheets(sheets: number): void {
    const { sheetsMax } = this.limits;
    if (sheets <= sheetsMax) return;
    throw new DeckReadError(
      'too_many_sheets',
      `The workbook has ${count(sheets)} sheets; the limit is ${count(sheetsMax)}. ` +
        'Save the sheets with rates as a file of their own.',
    );
  }

  /** A row that is kept, with as many cells as its last one that is not empty makes it. */
  addRow(cells: number): void {
    this.#rows += 1;
    this.#cells += cells;
    const { rowsMax } = this.limits;
    if (this.#rows > rowsMax) {
      throw new DeckReadError(
        'too_many_rows',
        `The file has more than ${count(rowsMax)} rows, which is the limit. Split it.`,
      );
    }
    this.checkCells(0);
    if ((this.#rows & 0xfff) === 0) this.checkTime();
  }

  /** Of a row that is still being read, so that a row alone can not be too much either. */
  checkCells(cells: number): void {
    const { cellsMax } = this.limits;
    if (this.#cells + cells <= cellsMax) return;
    throw new DeckReadError(
      'too_many_cells',
      `The file has more than ${count(cellsMax)} cells, which is the limit. ` +
        'Split it, or delete the columns and rows without use.',
    );
  }

  /** `place` is asked only if there is something to say of it. */
  checkCellLength(characters: number, place: () => string): void {
    const { cellCharactersMax } = this.limits;
    if (characters <= cellCharactersMax) return;
    throw new DeckReadError(
      'cell_too_long',
      `A cell has more than ${count(cellCharactersMax)} characters (${place()}); that is the ` +
        'limit. Look for a missing quote or a wrong delimiter there, or divide the cell.',
    );
  }

  /** Texts that a workbook keeps in memory: as many as a file of nothing but text could hold. */
  addText(characters: number): void {
    this.#characters += characters;
    const { fileBytesMax } = this.limits;
    if (this.#characters <= fileBytesMax) return;
    throw new DeckReadError(
      'unpacked_too_large',
      `The texts in the file have more than ${count(fileBytesMax)} characters, which is the ` +
        'limit. Split it.',
    );
  }

  addUnpacked(bytes: number): void {
    this.#unpackedBytes += bytes;
    const { unpackedBytesMax } = this.limits;
    if (this.#unpackedBytes > unpackedBytesMax) {
      throw new DeckReadError(
        'unpacked_too_large',
        `The file unpacks to more than ${count(unpackedBytesMax)} bytes, which is the limit. ` +
          'Split it, or save it as CSV.',
      );
    }
    this.checkTime();
  }

  /** Bytes that so many packed bytes may become. */
  unpackedBytesOf(packedBytes: number): number {
    return Math.max(RATIO_FREE_BYTES, packedBytes * this.limits.packingRatioMax);
  }

  checkRatio(packedBytes: number, unpackedBytes: number, what: string): void {
    if (unpackedBytes <= this.unpackedBytesOf(packedBytes)) return;
    throw new DeckReadError(
      'packing_ratio',
      `${what} unpacks to more than ${count(this.limits.packingRatioMax)} times its size, as ` +
        'files do that are made to fill a disk. Unpack it yourself if you trust it.',
    );
  }

  checkTime(): void {
    if (performance.now() <= this.#deadlineMs) return;
    throw new DeckReadError(
      'too_slow',
      `Reading took longer than ${count(this.limits.secondsMax)} s, which is the limit. ` +
        'Split the file, or save it as CSV.',
    );
  }
}

export function damaged(what: string): DeckReadError {
  return new DeckReadError(
    'damaged_file',
    `The file is damaged: ${what}. Fetch it again, or open it in a spreadsheet and save it anew.`,
  );
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}
