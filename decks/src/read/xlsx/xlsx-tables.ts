/**
 * The two tables that the cells of an `.xlsx` sheet point into: shared strings, and number formats
 * by style. Of a string in several fonts the whole text counts; readings of Japanese words (`rPh`)
 * do not belong to it.
 */

import { damaged, type ReadBudget } from '../container/limits.js';
import type { ZipEntry } from '../container/zip-directory.js';
import { builtInFormat, type NumberFormat, numberFormat } from '../sheet/number-formats.js';
import { readXmlPart } from '../xml/xml-part.js';
import { attribute, type XmlHandler } from '../xml/xml-tokens.js';

/** Text in `t` elements, which strings in cells have in the same form. */
export class RichText {
  readonly #budget: ReadBudget;
  readonly #place: () => string;
  #text = '';
  #isOpen = false;
  #phoneticDepth = 0;

  constructor(budget: ReadBudget, place: () => string) {
    this.#budget = budget;
    this.#place = place;
  }

  open(name: string): void {
    if (name === 'rPh') this.#phoneticDepth += 1;
    else if (name === 't') this.#isOpen = this.#phoneticDepth === 0;
  }

  text(text: string): void {
    if (!this.#isOpen) return;
    // Counted at once: a text may come in a million pieces.
    this.#text += text;
    this.#budget.addText(text.length);
    this.#budget.checkCellLength(this.#text.length, this.#place);
  }

  close(name: string): void {
    if (name === 'rPh') this.#phoneticDepth -= 1;
    else if (name === 't') this.#isOpen = false;
  }

  take(): string {
    const text = this.#text;
    this.#text = '';
    return decodeEscapes(text);
  }
}

/** `_x000D_` is how a workbook writes characters that XML can not. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

export async function readSharedStrings(entry: ZipEntry, budget: ReadBudget): Promise<string[]> {
  const strings: string[] = [];
  const rich = new RichText(budget, () => `shared string ${strings.length + 1}`);
  const handler: XmlHandler = {
    open: (name) => rich.open(name),
    text: (text) => rich.text(text),
    close(name) {
      rich.close(name);
      if (name !== 'si') return;
      strings.push(rich.take());
      budget.checkCells(strings.length);
    },
  };
  await readXmlPart(entry, handler, budget);
  return strings;
}

/** Number formats by style. */
export async function readFormats(entry: ZipEntry, budget: ReadBudget): Promise<NumberFormat[]> {
  const own = new Map<string, NumberFormat>();
  const formats: NumberFormat[] = [];
  let isInCellStyles = false;
  const handler: XmlHandler = {
    open(name, attributes) {
      if (name === 'numFmt') {
        const id = attribute(attributes, 'numFmtId');
        const code = attribute(attributes, 'formatCode');
        if (id !== null && code !== null) own.set(id, numberFormat(code));
      } else if (name === 'cellXfs') isInCellStyles = true;
      else if (name === 'xf' && isInCellStyles) {
        const id = attribute(attributes, 'numFmtId') ?? '0';
        formats.push(own.get(id) ?? builtInFormat(Number(id)));
        if (formats.length > 100_000) throw damaged('the workbook has too many styles');
      }
    },
    text() {},
    close(name) {
      if (name === 'cellXfs') isInCellStyles = false;
    },
  };
  await readXmlPart(entry, handler, budget);
  return formats;
}
