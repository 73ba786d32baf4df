/** Memory of a compiled table, as its section counts it: no estimate, the sizes of its buffers. */

import { compile, type Rate } from '@ratedeck/engine';
import { bookOf, tableName } from './deck.js';

export interface TableMemory {
  readonly indexBytes: number;
  readonly totalBytes: number;
}

export function tableMemory(rates: readonly Rate[]): TableMemory {
  const source = compile(bookOf(rates)).book.tables.get(tableName)!;
  const section = source.groups[0]![0]!.table.sections.voice;
  if (section === undefined) throw new Error('the table has no rates of voice');
  return { indexBytes: section.byteLengths.index, totalBytes: section.byteLengths.total };
}
