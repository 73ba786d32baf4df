/** What applying an import does, in lines for people: only what there is. */

import { textTable } from '../../platform/cli/text-table.js';
import { importRowKinds } from '../decisions/schema.js';
import type { ImportCheck } from './schema.js';

const WORDS: Readonly<Record<string, string>> = {
  special: 'left to special rates',
  past: 'left, as calls were rated by it',
};

export function checkText({ rows, rates, following, closesAt, specialsLeft }: ImportCheck): string {
  const lines: [string, number][] = [
    ['rows of the file', rows.total],
    ['headers', rows.headers],
    ['ignored', rows.ignored],
    ['rejected', rows.rejected],
    ['rates', rates.total],
  ];
  for (const kind of importRowKinds) lines.push([WORDS[kind] ?? kind, rates[kind]]);
  lines.push(
    [`not named, closed${closesAt === null ? '' : ` at ${closesAt}`}`, following.closed],
    ['later versions, put aside', following.stashed],
    ['not named, deleted', following.deleted],
    ['not named, left as they are', specialsLeft],
  );
  const shown = lines.filter(([, count]) => count > 0);
  return textTable(
    [{ header: '' }, { header: 'count', align: 'right' }],
    shown.map(([words, count]) => [words, count.toLocaleString('en')]),
  );
}
