/**
 * What is decided over all rows, not over a sample: the decimal mark of each column of money, the
 * order of dates, the meaning of the parts of intervals. One pass over the rows.
 */

import type { Cell, DateOrder, IntervalsOrder, RawRow } from '../deck/deck.js';
import { createDateOrder, type DateOrderDecision } from '../values/date-order.js';
import { intervalParts } from '../values/intervals.js';
import { type Mark, type NumberForm, numberForm } from '../values/number-form.js';

export interface MarkDecision {
  readonly index: number;
  /** Null: no cell depends on it. */
  readonly mark: Mark | null;
  readonly certain: boolean;
  readonly reason: string;
  /** A cell that can be read in two ways. */
  readonly example: string | null;
}

export interface IntervalsDecision {
  readonly order: IntervalsOrder | null;
  readonly certain: boolean;
  readonly reason: string;
}

export interface WholeColumns {
  readonly marks: readonly MarkDecision[];
  readonly dates: DateOrderDecision;
  readonly intervals: IntervalsDecision;
}

export function scanColumns(
  rows: readonly RawRow[],
  money: readonly number[],
  dates: readonly number[],
  intervals: number | null,
): WholeColumns {
  const marks = money.map((index) => ({ index, counts: new MarkCounts() }));
  const order = createDateOrder();
  const parts = new IntervalCounts();
  for (const row of rows) {
    const { cells } = row;
    for (const { index, counts } of marks) counts.add(cells[index]);
    for (const index of dates) order.add(cells[index] ?? null);
    if (intervals !== null) parts.add(cells[intervals]);
  }
  return {
    marks: marks.map(({ index, counts }) => counts.decide(index)),
    dates: order.decide(),
    intervals: parts.decide(),
  };
}

const isDigitOrMark = (code: number): boolean =>
  (code >= 48 && code <= 57) || code === 46 || code === 44;

class MarkCounts {
  readonly #counts = { dot: 0, comma: 0, dotGroups: 0, commaGroups: 0, openDot: 0, openComma: 0 };
  #openDot: string | null = null;
  #openComma: string | null = null;
  #both = 0;

  add(cell: Cell | undefined): void {
    if (typeof cell !== 'string') return;
    let start = 0;
    let end = cell.length;
    // Currencies and units stand around the figure.
    while (start < end && !isDigitOrMark(cell.charCodeAt(start))) start += 1;
    while (end > start && !isDigit(cell.charCodeAt(end - 1))) end -= 1;
    if (start === end) return;
    const form = numberForm(cell, start, end);
    if (form === 'whole' || form === 'bad') return;
    this.#count(form, cell);
  }

  #count(form: NumberForm, cell: string): void {
    const counts = this.#counts;
    if (form === 'decimal.') {
      counts.dot += 1;
      if (cell.includes(',')) this.#both += 1;
    } else if (form === 'decimal,') {
      counts.comma += 1;
      if (cell.includes('.')) this.#both += 1;
    } else if (form === 'thousands.') counts.dotGroups += 1;
    else if (form === 'thousands,') counts.commaGroups += 1;
    else if (form === 'open.') {
      counts.openDot += 1;
      this.#openDot ??= cell;
    } else {
      counts.openComma += 1;
      this.#openComma ??= cell;
    }
  }

  decide(index: number): MarkDecision {
    const counts = this.#counts;
    const dots = counts.dot + counts.commaGroups;
    const commas = counts.comma + counts.dotGroups;
    const open = counts.openDot + counts.openComma;
    if (dots + commas + open === 0)
      return { index, mark: null, certain: true, reason: '', example: null };
    if (dots > 0 && commas > 0) {
      const mark: Mark = dots >= commas ? '.' : ',';
      const reason = `${dots} cells have a decimal point and ${commas} a decimal comma`;
      const example = this.#openDot ?? this.#openComma;
      return { index, mark, certain: open === 0, reason, example };
    }
    if (dots + commas > 0) return this.#oneMark(index, dots > 0 ? '.' : ',', dots + commas);
    const mark: Mark = this.#openDot === null ? ',' : '.';
    const reason = 'no cell says whether its mark is the decimal one or parts thousands';
    const example = this.#openDot ?? this.#openComma;
    return { index, mark, certain: false, reason, example };
  }

  /** Cells such as `1.234` beside decimal commas are thousands where that is seen elsewhere. */
  #oneMark(index: number, mark: Mark, seen: number): MarkDecision {
    const counts = this.#counts;
    const openOther = mark === '.' ? counts.openComma : counts.openDot;
    const thousands = (mark === '.' ? counts.commaGroups : counts.dotGroups) + this.#both;
    const certain = openOther === 0 || thousands > 0;
    const reason = `${seen} cells have a decimal ${mark === '.' ? 'point' : 'comma'}`;
    return {
      index,
      mark,
      certain,
      reason,
      example: certain ? null : mark === '.' ? this.#openComma : this.#openDot,
    };
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const CELLS_REMEMBERED_MAX = 1000;

class IntervalCounts {
  readonly #seen = new Set<string>();
  #two = 0;
  #shrinking = 0;
  #growing = 0;
  #three = 0;
  #firstZero = 0;
  #lastZero = 0;

  add(cell: Cell | undefined): void {
    if (typeof cell !== 'string' || this.#seen.has(cell)) return;
    if (this.#seen.size < CELLS_REMEMBERED_MAX) this.#seen.add(cell);
    const parts = cell.length > 60 ? null : intervalParts(cell);
    if (parts === null || parts.length < 2) return;
    const [first, second, third] = parts as [number, number, number | undefined];
    if (third === undefined) {
      this.#two += 1;
      if (first > second) this.#shrinking += 1;
      if (first < second && first > 0) this.#growing += 1;
      return;
    }
    this.#three += 1;
    if (first === 0) this.#firstZero += 1;
    if (third === 0) this.#lastZero += 1;
  }

  decide(): IntervalsDecision {
    if (this.#three > 0) return this.#decideThree();
    if (this.#two === 0) return { order: null, certain: true, reason: 'no cell has several parts' };
    if (this.#growing > 0 && this.#shrinking === 0) {
      const reason = 'the second part is never the smaller one: it may be the first interval';
      return { order: 'first/next', certain: false, reason };
    }
    return { order: 'first/next', certain: true, reason: 'first and next interval' };
  }

  #decideThree(): IntervalsDecision {
    if (this.#lastZero === this.#three && this.#firstZero === 0) {
      return { order: 'first/next/grace', certain: true, reason: 'the last part is always 0' };
    }
    if (this.#firstZero === this.#three && this.#lastZero === 0) {
      return { order: 'free/first/next', certain: true, reason: 'the first part is always 0' };
    }
    const order = this.#firstZero > this.#lastZero ? 'free/first/next' : 'first/next/grace';
    return { order, certain: false, reason: 'three parts, and zeros do not tell which is which' };
  }
}

/** Where the order is open, what else the deck is like decides the guess. */
export function guessDateOrder(
  decision: DateOrderDecision,
  hint: DateOrder | null,
  hasDecimalComma: boolean,
): Pick<DateOrderDecision, 'order' | 'reason'> {
  if (hint !== null) return { order: hint, reason: 'the date above the rates is written so' };
  if (hasDecimalComma && decision.order === 'mdy') {
    return { order: 'dmy', reason: 'who writes decimal commas writes day/month' };
  }
  return decision;
}
