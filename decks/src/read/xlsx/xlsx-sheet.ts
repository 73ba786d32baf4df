/**
 * The cells of one `.xlsx` sheet. Of a formula its stored result counts. Rows and cells without an
 * address of their own stand behind the ones before them, as the format says.
 */

import type { Cell } from '../../deck/deck.js';
import { damaged, type ReadBudget } from '../container/limits.js';
import { type NumberFormat, shownValue } from '../sheet/number-formats.js';
import type { SheetBuilder } from '../sheet/sheet-builder.js';
import { attribute, type XmlHandler } from '../xml/xml-tokens.js';
import { decodeEscapes, RichText } from './xlsx-tables.js';

export interface XlsxTables {
  readonly strings: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly is1904: boolean;
}

const GENERAL: NumberFormat = { kind: 'number' };

export class XlsxSheetHandler implements XmlHandler {
  readonly #builder: SheetBuilder;
  readonly #tables: XlsxTables;
  readonly #rich: RichText;
  readonly #budget: ReadBudget;
  #isInData = false;
  #hasData = false;
  #isInRow = false;
  #isInCell = false;
  #isInValue = false;
  #column = -1;
  #type = 'n';
  #style = 0;
  #value: string | null = null;
  #hasFormula = false;

  constructor(builder: SheetBuilder, tables: XlsxTables, budget: ReadBudget) {
    this.#builder = builder;
    this.#tables = tables;
    this.#rich = new RichText(budget, () => this.#place());
    this.#budget = budget;
  }

  open(name: string, attributes: string): void {
    if (this.#isInCell) {
      if (name === 'v') {
        this.#isInValue = true;
        this.#value = '';
      } else if (name === 'f') this.#hasFormula = true;
      else this.#rich.open(name);
    } else if (name === 'c' && this.#isInRow) this.#openCell(attributes);
    else if (name === 'row' && this.#isInData) this.#openRow(attributes);
    else if (name === 'sheetData') {
      this.#isInData = true;
      this.#hasData = true;
    }
  }

  text(text: string): void {
    if (this.#isInValue) {
      this.#value += text;
      this.#budget.checkCellLength(this.#value!.length, () => this.#place());
    } else if (this.#isInCell) this.#rich.text(text);
  }

  close(name: string): void {
    if (this.#isInCell) {
      if (name === 'v') this.#isInValue = false;
      else if (name === 'c') this.#closeCell();
      else this.#rich.close(name);
    } else if (name === 'row' && this.#isInRow) {
      this.#isInRow = false;
      this.#builder.endRow();
    } else if (name === 'sheetData') this.#isInData = false;
  }

  /** A sheet without the element of its cells is no sheet. */
  end(): void {
    if (!this.#hasData) throw damaged('a sheet has no cells, not even none');
  }

  #openRow(attributes: string): void {
    const address = attribute(attributes, 'r');
    this.#builder.startRow(address === null ? this.#builder.row + 1 : Number(address));
    this.#builder.useRows(this.#builder.row);
    this.#isInRow = true;
    this.#column = -1;
  }

  #openCell(attributes: string): void {
    const address = attribute(attributes, 'r');
    this.#column = address === null ? this.#column + 1 : this.#columnOf(address);
    this.#type = attribute(attributes, 't') ?? 'n';
    this.#style = Number(attribute(attributes, 's') ?? 0);
    this.#value = null;
    this.#hasFormula = false;
    this.#isInCell = true;
  }

  #columnOf(address: string): number {
    let column = 0;
    let at = 0;
    for (; at < address.length && at < 4; at += 1) {
      const letter = address.charCodeAt(at) | 0x20;
      if (letter < 0x61 || letter > 0x7a) break;
      column = column * 26 + letter - 0x60;
    }
    if (column === 0 || Number(address.slice(at)) !== this.#builder.row) {
      throw damaged(`a cell of row ${this.#builder.row} has the address ${address.slice(0, 20)}`);
    }
    return column - 1;
  }

  #closeCell(): void {
    this.#isInCell = false;
    const inline = this.#rich.take();
    const builder = this.#builder;
    if (this.#type === 'inlineStr') builder.cell(this.#column, inline);
    else if (this.#value === null || (this.#value === '' && this.#type !== 'str')) {
      if (this.#hasFormula) builder.formulaWithoutResult(this.#column);
    } else if (this.#type === 'e') builder.errorCell(this.#column, this.#value);
    else builder.cell(this.#column, this.#valueOf(this.#value));
  }

  #valueOf(value: string): Cell {
    const { strings, formats, is1904 } = this.#tables;
    switch (this.#type) {
      case 's': {
        const text = strings[Number(value)];
        if (text === undefined) throw damaged(`${this.#place()} has a text that is not there`);
        return text;
      }
      case 'str':
        this.#budget.addText(value.length);
        return decodeEscapes(value);
      case 'b':
        return value.trim() === '1' || value.trim() === 'true';
      case 'd':
        return isoDate(value) ?? value;
      case 'n': {
        const number = Number(value);
        if (!Number.isFinite(number)) throw damaged(`${this.#place()} has no number`);
        return shownValue(number, formats[this.#style] ?? GENERAL, is1904);
      }
      default:
        throw damaged(`${this.#place()} is of an unknown kind`);
    }
  }

  #place(): string {
    return this.#builder.place(this.#column);
  }
}

/** A date without zone is as shown, so its fields become those of UTC. */
export function isoDate(text: string): Date | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?)?Z?$/.exec(
    text.trim(),
  );
  if (match === null) return null;
  const [, day, time = '00:00', fraction = '0'] = match;
  const seconds = time.length === 5 ? `${time}:00` : time;
  const date = new Date(`${day}T${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? null : date;
}
