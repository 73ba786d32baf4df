/** A sheet while its columns are being understood: what each was taken for so far. */

import type {
  Assumption,
  Column,
  DeckField,
  DeckOptions,
  Question,
  RawRow,
  Warning,
} from '../deck/deck.js';
import type { ColumnContent } from './column-content.js';
import type { HeaderMeaning } from './wording.js';

export interface ColumnDraft {
  readonly index: number;
  readonly header: string;
  readonly meaning: HeaderMeaning;
  readonly content: ColumnContent;
  field: DeckField | null;
  confidence: number;
  reason: string;
  /** Said by the user: nothing changes it. */
  settled: boolean;
  /** A question is about it already. */
  asked?: boolean;
}

export interface SheetDraft {
  readonly sheet: string;
  readonly options: DeckOptions;
  readonly columns: readonly ColumnDraft[];
  /** Rows after the header. */
  readonly rows: readonly RawRow[];
  readonly sample: readonly RawRow[];
  readonly hasHeader: boolean;
  readonly questions: Question[];
  readonly assumptions: Assumption[];
  readonly warnings: Warning[];
}

export function columnOf(draft: SheetDraft, field: DeckField): ColumnDraft | null {
  return draft.columns.find((column) => column.field === field) ?? null;
}

/** The sheet to edit that this program writes: its columns mean what they say. */
export const isEditSheet = (draft: SheetDraft): boolean =>
  (['action', 'id', 'code'] as const).every((field) => columnOf(draft, field) !== null);

export function take(
  column: ColumnDraft,
  field: DeckField | null,
  confidence: number,
  reason: string,
): void {
  column.field = field;
  column.confidence = confidence;
  column.reason = reason;
}

export function isSettled(draft: SheetDraft, field: DeckField): boolean {
  return draft.options.map?.[field] !== undefined;
}

export function finishedColumn(column: ColumnDraft): Column {
  const { index, header, field, reason } = column;
  return { index, header, field, confidence: Math.round(column.confidence * 100) / 100, reason };
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
