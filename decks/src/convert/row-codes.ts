/**
 * The codes of a row: from its code column, from a country code and area codes, or from the name
 * of its destination by the code deck.
 */

import type { CodeCell, CodeContext, CodeFault } from '../codes/code-cell.js';
import { parseCodeCell } from '../codes/parse-code-cell.js';
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
import { columnLabel, isBlank, type SheetLayout } from './sheet-layout.js';

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
    const cell = code === null ? null : (row.cells[code.index] ?? null);
    return parseCodeCell(cell, this.#context).ok;
  }

  /** Null when there are none, which the draft then says as a fault. */
  of(row: RawRow, draft: RowDraft): readonly string[] | null {
    const { code, countryCode } = this.#layout;
    if (code === null) return this.#byName(row, draft);
    const cell = row.cells[code.index] ?? null;
    if (countryCode !== null) return this.#byArea(row, cell, code, countryCode, draft);
    if (isBlank(cell) && draft.action !== null && !(draft.action === 'D' && draft.id !== null)) {
      const message = `the action ${draft.action} needs a code; write * for every number`;
      draft.addFault(columnLabel(code), cell, 'code_missing', message);
      return null;
    }
    return this.#accept(parseCodeCell(cell, this.#context), row, cell, code, draft);
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
    return this.#accept(parseCodeCell(cell, { prefix: country }), row, cell, column, draft);
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
