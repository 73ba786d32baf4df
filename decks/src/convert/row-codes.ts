/**
 * The codes of a row: from its code column, from a country code and area codes, or from the name
 * of its destination by the code deck.
 */

import type { CodeCell, CodeContext, CodeFault } from '../codes/code-cell.js';
import { bareCode } from '../codes/code-form.js';
import { keepsTrunkZero } from '../codes/country-calling-codes.js';
import { parseCodeCell } from '../codes/parse-code-cell.js';
import { columnLabel } from '../deck/column-label.js';
import {
  type Cell,
  type CodeNames,
  type Column,
  DeckReadError,
  type RawRow,
} from '../deck/deck.js';
import type { CodeNotes } from './code-notes.js';
import type { DeckParts } from './deck-parts.js';
import type { Growth } from './growth.js';
import type { RowDraft } from './row-draft.js';
import { isBlank, type SheetLayout } from './sheet-layout.js';

const KNOWN_MAX = 50_000;
const NAMED_CODES_MAX = 500_000;
const CODES_OF_ROW_MAX = 20;

export class RowCodes {
  readonly #layout: SheetLayout;
  readonly #context: CodeContext;
  readonly #names: CodeNames | null;
  readonly #notes: CodeNotes;
  readonly #unresolved: Set<string>;
  readonly #growth: Growth;
  readonly #countries = new Map<Cell, CodeCell | CodeFault>();
  #rows = 0;
  #count = 0;
  readonly #codesOfName = new Map<string, readonly string[]>();

  constructor(
    layout: SheetLayout,
    prefix: string,
    names: CodeNames | null,
    notes: CodeNotes,
    { unresolvedNames, growth }: Pick<DeckParts, 'unresolvedNames' | 'growth'>,
  ) {
    this.#layout = layout;
    const everyNumber = layout.isOwn || layout.recognition.everyNumber === true;
    this.#context = { prefix, keepsZeros: layout.isOwn, everyNumber };
    this.#names = names;
    this.#notes = notes;
    this.#unresolved = unresolvedNames;
    this.#growth = growth;
  }

  /** Whether the code cell reads as codes; what country stands beside it does not matter here. */
  reads(row: RawRow): boolean {
    const { code } = this.#layout;
    const cell = code === null ? null : this.#undressed(row.cells[code.index] ?? null);
    return parseCodeCell(cell, this.#context).ok;
  }

  /** Null when there are none, which the draft then says as a fault. */
  of(row: RawRow, draft: RowDraft): readonly string[] | null {
    const { code, countryCode, wholeCountry } = this.#layout;
    if (code === null) return this.#byName(row, draft);
    const cell = row.cells[code.index] ?? null;
    const country = wholeCountry === null ? null : (row.cells[wholeCountry.index] ?? null);
    if (isBlank(cell) && !isBlank(country)) {
      return this.#accept(this.#country(country), row, country, wholeCountry!, draft);
    }
    if (countryCode !== null) return this.#byArea(row, cell, code, countryCode, draft);
    if (isBlank(cell) && draft.action !== null && !(draft.action === 'D' && draft.id !== null)) {
      const message = `the action ${draft.action} needs a code; write * for every number`;
      draft.addFault(columnLabel(code), cell, 'code_missing', message);
      return null;
    }
    const codes = this.#accept(this.#parse(this.#ranged(row, cell)), row, cell, code, draft);
    const { moreCodes } = this.#layout.recognition;
    if (codes === null || moreCodes === undefined) return codes;
    return this.#withMore(codes, moreCodes, row, draft);
  }

  /** The range from the cell to that of the last code; `0000` to `9999` at their ends say nothing. */
  #ranged({ cells }: RawRow, cell: Cell): Cell {
    const column = this.#layout.byField.get('codeEnd');
    const end = column === undefined ? null : (cells[column.index] ?? null);
    if (isBlank(end)) return cell;
    let first = String(cell ?? '').trim();
    let last = String(end).trim();
    while (first.length > 1 && first.endsWith('0') && last.endsWith('9')) {
      first = first.slice(0, -1);
      last = last.slice(0, -1);
    }
    return first === last ? first : `${first}-${last}`;
  }

  /** `Code 2` and `Code 3` hold further codes of the row. */
  #withMore(
    codes: readonly string[],
    indexes: readonly number[],
    row: RawRow,
    draft: RowDraft,
  ): readonly string[] | null {
    const all = new Set(codes);
    for (const index of indexes) {
      const cell = row.cells[index] ?? null;
      if (isBlank(cell)) continue;
      const column = this.#layout.recognition.columns.find((one) => one.index === index);
      const more = this.#accept(this.#parse(cell), row, cell, column ?? this.#layout.code!, draft);
      if (more === null) return null;
      for (const code of more) all.add(code);
    }
    return [...all];
  }

  #parse(cell: Cell): CodeCell | CodeFault {
    return parseCodeCell(this.#undressed(cell), this.#context);
  }

  /** Without what is written around or inside the codes of this sheet. */
  #undressed(cell: Cell): Cell {
    const { codeForm, accessPrefix } = this.#layout.recognition;
    if (typeof cell !== 'string') return cell;
    if (accessPrefix !== undefined && /\D$/.test(accessPrefix)) {
      const text = cell.trim();
      return text.startsWith(accessPrefix) ? text.slice(accessPrefix.length) : cell;
    }
    return codeForm === undefined ? cell : bareCode(cell.trim(), codeForm);
  }

  #accept(
    parsed: CodeCell | CodeFault,
    row: RawRow,
    cell: Cell,
    column: Column,
    draft: RowDraft,
  ): readonly string[] | null {
    if (parsed.ok) {
      this.#growth.add(parsed.codes.length, row.number, columnLabel(column));
      if (parsed.notes.length > 0) this.#notes.add(parsed.notes, row.number);
      return this.#withoutAccess(parsed.codes);
    }
    draft.addFault(columnLabel(column), cell, parsed.code, parsed.message);
    return null;
  }

  /** `01144` is 44 where every code is written as it is dialled. */
  #withoutAccess(codes: readonly string[]): readonly string[] {
    const { accessPrefix } = this.#layout.recognition;
    if (accessPrefix === undefined) return codes;
    const { length } = accessPrefix;
    return codes.map((code) => (code.startsWith(accessPrefix) ? code.slice(length) : code));
  }

  /** `0660` beside 43 is 43660 where the zero is dialled within the country alone. */
  #withoutTrunkZero(codes: readonly string[], country: string): readonly string[] {
    if (this.#layout.recognition.accessPrefix !== '0' || keepsTrunkZero(country)) return codes;
    const { length } = country;
    return codes.map((code) => (code[length] === '0' ? country + code.slice(length + 1) : code));
  }

  #byArea(
    row: RawRow,
    cell: Cell,
    column: Column,
    countryColumn: Column,
    draft: RowDraft,
  ): readonly string[] | null {
    const countryCell = row.cells[countryColumn.index] ?? null;
    if (isBlank(countryCell)) {
      const message = 'the country code is missing: write it, or the row can not be priced';
      draft.addFault(columnLabel(countryColumn), countryCell, 'code_missing', message);
      return null;
    }
    const countries = this.#accept(
      this.#country(countryCell),
      row,
      countryCell,
      countryColumn,
      draft,
    );
    if (countries === null || isBlank(cell)) return countries;
    const [country] = countries;
    if (countries.length > 1 || country === undefined) {
      const message = 'several country codes with area codes beside them; give each its own row';
      draft.addFault(columnLabel(countryColumn), countryCell, 'code_doubtful', message);
      return null;
    }
    const parsed = parseCodeCell(cell, { prefix: country });
    const written = this.#accept(parsed, row, cell, column, draft);
    const codes = written === null ? null : this.#withoutTrunkZero(written, country);
    const block = this.#layout.byField.get('codeBlock');
    const digit = block === undefined ? '' : String(row.cells[block.index] ?? '').trim();
    return codes !== null && /^\d$/.test(digit) ? codes.map((code) => code + digit) : codes;
  }

  #country(cell: Cell): CodeCell | CodeFault {
    let known = this.#countries.get(cell);
    if (known === undefined) {
      known = parseCodeCell(cell, { prefix: this.#context.prefix });
      const isShort = !known.ok || known.codes.length === 1;
      if (isShort && this.#countries.size < KNOWN_MAX) this.#countries.set(cell, known);
    }
    return known;
  }

  #byName(row: RawRow, draft: RowDraft): readonly string[] | null {
    const column = this.#layout.name ?? this.#layout.country;
    const { name } = draft.rate;
    if (column === null || name === undefined) {
      const message = 'neither a code nor a name says which numbers this is for';
      draft.addFault(column === null ? 'code' : columnLabel(column), null, 'code_missing', message);
      return null;
    }
    const cell = row.cells[column.index] ?? null;
    const codes = this.#codesOf(name, typeof cell === 'string' ? cell.trim() : name);
    if (codes.length > 0) {
      this.#growth.add(codes.length, row.number, columnLabel(column));
      return this.#counted(codes);
    }
    this.#unresolved.add(name);
    const advice = 'write its codes, or the name as the code deck has it';
    const why = this.#names === null ? 'there is no code deck' : 'the code deck does not know it';
    draft.addFault(
      columnLabel(column),
      cell,
      'name_unresolved',
      `no codes for it: ${why}; ${advice}`,
    );
    return null;
  }

  /** A deck of names that grows beyond measure has its codes in a column that was not seen. */
  #counted(codes: readonly string[]): readonly string[] {
    this.#rows += 1;
    this.#count += codes.length;
    if (this.#count > NAMED_CODES_MAX && this.#count > this.#rows * CODES_OF_ROW_MAX) {
      throw new DeckReadError(
        'growth',
        `${this.#rows} rows became more than ${NAMED_CODES_MAX} rates by the names of their ` +
          'destinations: say which column holds the codes',
      );
    }
    return codes;
  }

  /** By the name with its country first, then as it stands in the cell. */
  #codesOf(name: string, written: string): readonly string[] {
    const known = this.#codesOfName.get(name);
    if (known !== undefined) return known;
    let codes = this.#names?.codesOf(name) ?? [];
    if (codes.length === 0 && written !== name) codes = this.#names?.codesOf(written) ?? [];
    this.#codesOfName.set(name, codes);
    return codes;
  }
}
