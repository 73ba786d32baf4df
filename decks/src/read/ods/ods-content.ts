/**
 * The cells of an OpenDocument spreadsheet. A cell says what kind of value it has; its paragraphs
 * are how the value is shown, and are read for texts only. Notes, drawings and tables within a cell
 * are not part of it.
 */

import type { Cell } from '../../deck/deck.js';
import { damaged, type ReadBudget } from '../container/limits.js';
import { shownValue, timeOfDay } from '../sheet/number-formats.js';
import { SheetBuilder } from '../sheet/sheet-builder.js';
import { isoDate } from '../xlsx/xlsx-sheet.js';
import { attribute, type XmlHandler } from '../xml/xml-tokens.js';
import { OdsStyles } from './ods-styles.js';

const FOREIGN = new Set([
  ...['annotation', 'shapes', 'frame', 'table'],
  ...['tracked-changes', 'forms', 'dde-links'],
]);
const CELLS = new Set(['table-cell', 'covered-table-cell']);
const REPEATS_MAX = 1_048_576;

interface OpenCell {
  readonly type: string | null;
  readonly attributes: string;
  readonly repeats: number;
  text: string;
  paragraphs: number;
}

export class OdsHandler implements XmlHandler {
  readonly builders: SheetBuilder[] = [];
  readonly #budget: ReadBudget;
  readonly #styles = new OdsStyles();
  #builder: SheetBuilder | null = null;
  #isInRow = false;
  #rowRepeats = 1;
  #column = 0;
  #cell: OpenCell | null = null;
  #paragraphDepth = 0;
  /** Open elements within something that is no part of the cells. */
  #foreignDepth = 0;

  constructor(budget: ReadBudget) {
    this.#budget = budget;
  }

  open(name: string, attributes: string): void {
    if (this.#foreignDepth > 0 || this.#isForeign(name)) this.#foreignDepth += 1;
    else if (this.#cell !== null) this.#openInCell(this.#cell, name, attributes);
    else if (CELLS.has(name) && this.#isInRow) this.#openCell(attributes);
    else if (name === 'table-row' && this.#builder !== null) this.#openRow(attributes);
    else if (name === 'table') this.#openTable(attributes);
    else this.#styles.open(name, attributes);
  }

  text(text: string): void {
    if (this.#cell === null || this.#paragraphDepth === 0 || this.#foreignDepth > 0) return;
    // Line ends and runs of blanks in the XML are one blank; others have elements of their own.
    this.#append(this.#cell, text.replace(/[ \t\r\n]+/g, ' '));
  }

  close(name: string): void {
    if (this.#foreignDepth > 0) this.#foreignDepth -= 1;
    else if (this.#cell !== null) {
      if (name === 'p' || name === 'h') this.#paragraphDepth -= 1;
      else if (CELLS.has(name)) this.#closeCell(this.#cell);
    } else if (name === 'table-row' && this.#isInRow) {
      this.#isInRow = false;
      this.#builder!.endRow(this.#rowRepeats);
    } else if (name === 'table') this.#builder = null;
  }

  #isForeign(name: string): boolean {
    return FOREIGN.has(name) && (name !== 'table' || this.#builder !== null);
  }

  #openTable(attributes: string): void {
    const isHidden = this.#styles.isHidden(attribute(attributes, 'style-name'));
    const name = attribute(attributes, 'name') ?? '';
    this.#builder = new SheetBuilder(name, isHidden, this.#budget);
    this.builders.push(this.#builder);
    this.#budget.addSheets(this.builders.length);
  }

  #openRow(attributes: string): void {
    this.#rowRepeats = repeats(attributes, 'number-rows-repeated');
    this.#builder!.startRow(this.#builder!.row + 1);
    this.#isInRow = true;
    this.#column = 0;
  }

  #openCell(attributes: string): void {
    this.#cell = {
      type: attribute(attributes, 'value-type'),
      attributes,
      repeats: repeats(attributes, 'number-columns-repeated'),
      text: '',
      paragraphs: 0,
    };
  }

  #openInCell(cell: OpenCell, name: string, attributes: string): void {
    if (name === 'p' || name === 'h') {
      if (cell.paragraphs > 0) this.#append(cell, '\n');
      cell.paragraphs += 1;
      this.#paragraphDepth += 1;
    } else if (name === 's') {
      const blanks = Number(attribute(attributes, 'c') ?? 1);
      const { cellCharactersMax } = this.#budget.limits;
      this.#append(cell, ' '.repeat(blanks > 0 ? Math.min(blanks, cellCharactersMax + 1) : 0));
    } else if (name === 'tab') this.#append(cell, '\t');
    else if (name === 'line-break') this.#append(cell, '\n');
  }

  #append(cell: OpenCell, text: string): void {
    cell.text += text;
    this.#budget.addText(text.length);
    this.#budget.checkCellLength(cell.text.length, () => this.#builder!.place(this.#column));
  }

  #closeCell(cell: OpenCell): void {
    this.#cell = null;
    this.#paragraphDepth = 0;
    const builder = this.#builder!;
    const value = this.#valueOf(cell);
    if (value !== null && value !== '') {
      for (let index = 0; index < cell.repeats; index += 1) {
        builder.cell(this.#column + index, value);
      }
    }
    this.#column += cell.repeats;
  }

  #valueOf(cell: OpenCell): Cell {
    const given = (name: string) => attribute(cell.attributes, name);
    if (/^(?:#[A-Z/0!?]+|Err:\d+)$/i.test(cell.text) && given('formula') !== null) {
      this.#builder!.errorCell(this.#column, cell.text);
      return null;
    }
    switch (cell.type) {
      case 'float':
      case 'currency':
      case 'percentage':
        return this.#number(cell, given('value'));
      case 'boolean':
        return given('boolean-value') === 'true';
      case 'date':
        return isoDate(given('date-value') ?? '') ?? cell.text;
      case 'time':
        return duration(given('time-value') ?? '') ?? cell.text;
      case 'string':
        return given('string-value') ?? cell.text;
      default:
        if (given('formula') !== null && cell.text === '') {
          this.#builder!.formulaWithoutResult(this.#column);
        }
        return cell.text;
    }
  }

  /** A format of digits alone keeps zeros at the front, as in `00441`. */
  #number(cell: OpenCell, given: string | null): Cell {
    const number = given === null || given.trim() === '' ? Number.NaN : Number(given);
    if (!Number.isFinite(number)) {
      throw damaged(`${this.#builder!.place(this.#column)} has no number`);
    }
    if (/^0\d+$/.test(cell.text) && Number(cell.text) === number) return cell.text;
    return shownValue(number, this.#styles.format(attribute(cell.attributes, 'style-name')), false);
  }
}

function repeats(attributes: string, name: string): number {
  const given = attribute(attributes, name);
  const times = given === null ? 1 : Number(given);
  if (Number.isInteger(times) && times > 0 && times <= REPEATS_MAX) return times;
  throw damaged(`a row or cell is repeated ${given?.slice(0, 20)} times`);
}

/** `PT07H30M00S` is a time of the day as long as it is one. */
function duration(text: string): string | null {
  const match = /^PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S$/.exec(text);
  if (match === null || Number(match[1]) > 23) return null;
  const [hours, minutes, seconds] = match.slice(1).map(Number) as [number, number, number];
  return timeOfDay(((hours * 60 + minutes) * 60 + seconds) * 1000);
}
