/**
 * One reader for each column that means something, by the field it stands for. Codes are not among
 * them: what a code is can need two columns, or the name.
 */

import type { Rate } from '@ratedeck/engine';
import type { Cell, Column, DeckField } from '../deck/deck.js';
import { isBareMonth, parseDate } from '../values/dates.js';
import { fault, shownCell } from '../values/fault.js';
import { parseAction, parseActive, parseBlocked } from '../values/words.js';
import { CHARGE_READERS } from './charge-readers.js';
import {
  choices,
  type FieldReader,
  type Make,
  type ReaderContext,
  reader,
} from './column-reader.js';
import { profileName } from './peak-profiles.js';
import {
  parseChoice,
  parseExactText,
  parseLine,
  parseNumberLength,
  parseText,
} from './text-cell.js';
import { parseChangeCell, parseCurrency, parseSourceCodes, parseUnit } from './word-cells.js';

const NAME_CHARACTERS_MAX = 1000;
const TEXT_CHARACTERS_MAX = 10_000;
const LABEL_CHARACTERS_MAX = 200;
/** Stands for "now" while nobody has said when that is. */
const SOON = '1900-01-01T00:00:01Z';

const rateLine =
  (field: 'name' | 'tag' | 'category', lengthMax: number): Make =>
  (column, { isOwn }) =>
    reader(
      column,
      (cell) => (isOwn ? parseExactText(cell, lengthMax) : parseLine(cell, lengthMax)),
      (draft, { value }) => {
        if (value !== null) draft.rate[field] = value;
      },
    );

const rateText =
  (field: 'description' | 'notes'): Make =>
  (column, { isOwn }) =>
    reader(
      column,
      (cell) => (isOwn ? parseExactText : parseText)(cell, TEXT_CHARACTERS_MAX),
      (draft, { value }) => {
        if (value !== null) draft.rate[field] = value;
      },
    );

const rowLine =
  (field: 'country' | 'id'): Make =>
  (column) =>
    reader(
      column,
      (cell) => parseLine(cell, NAME_CHARACTERS_MAX),
      (draft, { value }) => {
        draft[field] = value;
      },
    );

const numberLength =
  (field: 'numberLengthMin' | 'numberLengthMax'): Make =>
  (column) =>
    reader(column, parseNumberLength, (draft, { value }) => {
      draft[field] = value;
    });

const flag =
  (field: 'blocked' | 'stashed'): Make =>
  (column) =>
    reader(column, parseBlocked, (draft, { value }) => {
      if (value) draft.rate[field] = true;
    });

const isActive: Make = (column) =>
  reader(column, parseActive, (draft, { value }) => {
    if (!value) draft.isInactive = true;
  });

const exactMatch: Make = (column) =>
  reader(column, parseBlocked, (draft, { value }) => {
    if (value) draft.isExact = true;
  });

const timeProfile: Make = (column, { profiles, isOwn }) =>
  reader(
    column,
    (cell) => parseLine(cell, LABEL_CHARACTERS_MAX),
    (draft, { value }) => {
      const name = value === null || isOwn ? value : profileName(value, profiles);
      if (name !== null) draft.rate.timeProfile = name;
    },
  );

const effectiveFrom: Make = (column, { recognition, now }) => {
  const parse = (cell: Cell) => parseDate(cell, recognition.dateOrder, now ?? SOON);
  return reader(column, parse, (draft, { instant }) => {
    if (instant === SOON) draft.isAsap = true;
    else if (instant !== null) draft.rate.effectiveFrom = instant;
  });
};

const effectiveTo: Make = (column, { recognition, now }) => {
  const parse = (cell: Cell) => {
    if (typeof cell !== 'string' || !isBareMonth(cell)) {
      return parseDate(cell, recognition.dateOrder, now);
    }
    const open = 'names no day: write the first day on which the rate holds no longer';
    return fault('bad_date', `${shownCell(cell)} ${open}`);
  };
  return reader(column, parse, (draft, { instant }) => {
    if (instant !== null) draft.rate.effectiveTo = instant;
  });
};

const SERVICES = choices<NonNullable<Rate['service']>>({
  ...{ voice: 'voice', call: 'voice', calls: 'voice', call_voice: 'voice', audio: 'voice' },
  ...{ sms: 'sms', message: 'sms', messages: 'sms', messaging: 'sms', text: 'sms' },
  ...{ data: 'data', internet: 'data', gprs: 'data' },
});
const service: Make = (column) =>
  reader(
    column,
    (cell) => parseChoice(cell, SERVICES, 'voice, sms or data'),
    ({ rate }, { value }) => {
      if (value !== null) rate.service = value;
    },
  );

const sourceCode: Make = (column, { isOwn }) =>
  reader(
    column,
    (cell) => parseSourceCodes(cell, isOwn),
    (draft, { value }) => {
      draft.sourceCodes = value;
    },
  );

const currency: Make = (column) =>
  reader(column, parseCurrency, (draft, { value }, cell) => {
    if (value !== null) draft.addCurrency(value, column, cell);
  });

const priceUnit: Make = (column) =>
  reader(column, parseUnit, (draft, { value }, cell) => {
    draft.unit = value;
    if (value !== null && value.currency !== null) draft.addCurrency(value.currency, column, cell);
  });

const action: Make = (column) =>
  reader(column, parseAction, (draft, value) => {
    draft.action = value.action;
    if (value.action === 'D') draft.change = 'delete';
  });

const change: Make = (column) =>
  reader(
    column,
    (cell) => parseChangeCell(cell, column.header),
    (draft, { value, direction }) => {
      draft.direction = direction;
      if (value === 'blocked') draft.rate.blocked = true;
      else if (value !== 'set') draft.change = value;
    },
  );

const MAKERS: Readonly<Partial<Record<DeckField, Make>>> = {
  name: rateLine('name', NAME_CHARACTERS_MAX),
  country: rowLine('country'),
  description: rateText('description'),
  service,
  sourceCode,
  numberLengthMin: numberLength('numberLengthMin'),
  numberLengthMax: numberLength('numberLengthMax'),
  timeProfile,
  tag: rateLine('tag', LABEL_CHARACTERS_MAX),
  category: rateLine('category', LABEL_CHARACTERS_MAX),
  ...CHARGE_READERS,
  blocked: flag('blocked'),
  isActive,
  exactMatch,
  priceUnit,
  stashed: flag('stashed'),
  effectiveFrom,
  effectiveTo,
  notes: rateText('notes'),
  currency,
  action,
  id: rowLine('id'),
  change,
};

/** Readers of the mapped columns; codes are not among them, they are read by the row. */
export function fieldReaders(columns: Iterable<Column>, context: ReaderContext): FieldReader[] {
  const readers: FieldReader[] = [];
  for (const column of columns) {
    const make = column.field === null ? undefined : MAKERS[column.field];
    if (make !== undefined) readers.push(make(column, context));
  }
  return readers;
}
