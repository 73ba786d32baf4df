/**
 * Tables for people: columns padded with spaces, no frames, no colours, so that they can be read,
 * searched and pasted. Cells are foreign text and are made printable here.
 */

import { printable } from './printable.js';

export interface TextColumn {
  readonly header: string;
  readonly align?: 'left' | 'right';
}

function width(text: string): number {
  return [...text].length;
}

function padded(text: string, columnWidth: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, columnWidth - width(text)));
  return align === 'right' ? space + text : text + space;
}

/** Lines joined by line feeds, the last one included. */
export function textTable(columns: readonly TextColumn[], rows: readonly string[][]): string {
  const cells = [columns.map((column) => column.header), ...rows].map((row) => row.map(printable));
  const widths = columns.map((_, index) =>
    cells.reduce((widest, row) => Math.max(widest, width(row[index] ?? '')), 0),
  );
  const lines = cells.map((row) =>
    columns
      .map((column, index) => padded(row[index] ?? '', widths[index]!, column.align ?? 'left'))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
