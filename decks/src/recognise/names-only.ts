/** Decks without codes: those of their names come from the code deck, which is asked. */

import { columnLabel } from '../deck/column-label.js';
import { columnOf, type SheetDraft } from './column-draft.js';
import { ask, mapTo, otherColumn } from './questions.js';

export function askForNames(draft: SheetDraft): void {
  const hasCode = (['code', 'areaCode', 'countryCode'] as const).some((field) =>
    columnOf(draft, field),
  );
  const name = columnOf(draft, 'name');
  if (hasCode || name === null || name.settled) return;
  const label = columnLabel(name);
  const text = `there is no column of codes: those of "${label}" come from the code deck`;
  const lookUp = mapTo(draft, 'name', name);
  const answers = [{ ...lookUp, words: 'look the codes up by name' }, otherColumn('code')];
  ask(draft, { code: 'names_only', columns: [name], text, answers });
}
