/** Readers of the columns that make the charge: money, intervals, fees, grace, tiers. */

import type { Rate } from '@ratedeck/engine';
import type { Cell, Column, DeckField } from '../deck/deck.js';
import { fault, shownCell } from '../values/fault.js';
import { parseIntervals } from '../values/intervals.js';
import { parseMoney } from '../values/money.js';
import { parseSeconds } from '../values/seconds.js';
import { blockedPrice } from '../values/words.js';
import { choices, type Make, type ReaderContext, reader } from './column-reader.js';
import { parseChoice } from './text-cell.js';
import { parseTiers } from './tiers-cell.js';

type PricePart = 'peakPrice' | 'offPeakPrice' | 'intraPrice' | 'indeterminatePrice' | 'minCharge';
type MoneyField = 'firstPrice' | 'setupFee' | 'maxCharge';
type VolumeField = 'firstInterval' | 'nextInterval' | 'freeVolume' | 'graceVolume';

function moneyParse({ index }: Column, { recognition }: ReaderContext) {
  const mark = recognition.decimalMarks.get(index) ?? null;
  const scale = recognition.columnScales?.get(index) ?? recognition.priceScale;
  return (cell: Cell) => parseMoney(cell, mark, scale);
}

/** `Blocked` in place of a price, and -1 as switches write it: calls are refused. */
const price: Make = (column, context) => {
  const parse = moneyParse(column, context);
  // Without a date to close at, what becomes of these rows is asked.
  const { columns, inactive } = context.recognition;
  const isDated =
    inactive === undefined || columns.some(({ field }) => field?.startsWith('effective') === true);
  const parsePrice = (cell: Cell) => {
    const word = blockedPrice(cell);
    return word === null ? parse(cell) : { ok: true as const, value: null, currency: null, word };
  };
  return reader(column, parsePrice, (draft, parsed, cell) => {
    const { value, currency } = parsed;
    if (value !== null) draft.rate.price = value;
    else if ('word' in parsed && parsed.word === 'close' && isDated) draft.change = 'close';
    else if ('word' in parsed && parsed.word === 'close') draft.isInactive = true;
    else if ('word' in parsed) draft.rate.blocked = true;
    else draft.noPrice = cell;
    if (currency !== null) draft.addCurrency(currency, column, cell);
  });
};

const money =
  (field: MoneyField): Make =>
  (column, context) =>
    reader(column, moneyParse(column, context), (draft, { value, currency }, cell) => {
      if (value !== null) draft.rate[field] = value;
      if (currency !== null) draft.addCurrency(currency, column, cell);
    });

const partMoney =
  (field: PricePart): Make =>
  (column, context) =>
    reader(column, moneyParse(column, context), (draft, { value, currency }, cell) => {
      draft[field] = value;
      if (currency !== null) draft.addCurrency(currency, column, cell);
    });

/** `10 %` and `0.10` are the same surcharge. */
const surcharge: Make = (column, { recognition }) => {
  const mark = recognition.decimalMarks.get(column.index) ?? null;
  const parse = (cell: Cell) => {
    const isPercent = typeof cell === 'string' && cell.trim().endsWith('%');
    const figure = isPercent ? cell.trim().slice(0, -1) : cell;
    return parseMoney(figure, mark, isPercent ? '0.01' : '1');
  };
  return reader(column, parse, (draft, { value }) => {
    if (value !== null) draft.rate.surcharge = value;
  });
};

const volume =
  (field: VolumeField): Make =>
  (column, context) => {
    const seconds = secondsIn(column, context);
    const parse = (cell: Cell): ReturnType<typeof parseSeconds> => {
      const parsed = timesSeconds(parseSeconds(cell), seconds);
      return field === 'nextInterval' ? withoutZero(cell, parsed) : parsed;
    };
    return reader(column, parse, (draft, { value }) => {
      if (value !== null) draft.rate[field] = value;
    });
  };

/** 0.1 minutes are 6 seconds; volumes have three decimals. */
function timesSeconds(
  parsed: ReturnType<typeof parseSeconds>,
  seconds: number,
): ReturnType<typeof parseSeconds> {
  if (!parsed.ok || parsed.value === null || seconds === 1) return parsed;
  return { ok: true, value: Math.round(parsed.value * seconds * 1000) / 1000 };
}

/** What the figures of a column count: seconds, or minutes. */
const secondsIn = ({ index }: Column, { recognition }: ReaderContext): number =>
  recognition.minuteColumns?.includes(index) === true ? 60 : 1;

function withoutZero(
  cell: Cell,
  parsed: ReturnType<typeof parseSeconds>,
): ReturnType<typeof parseSeconds> {
  if (!parsed.ok || parsed.value === null || parsed.value >= 1) return parsed;
  return fault('interval_zero', `${shownCell(cell)}: an interval must be 1 s or more`);
}

const intervals: Make = (column, context) => {
  const seconds = secondsIn(column, context);
  const parse = (cell: Cell): ReturnType<typeof parseIntervals> => {
    const single = seconds === 1 ? null : timesSeconds(parseSeconds(cell), seconds);
    if (single?.ok === true && single.value !== null && single.value >= 1) {
      return { ok: true, firstInterval: single.value, nextInterval: single.value };
    }
    const parsed = parseIntervals(cell, context.recognition.intervalsOrder);
    if (!parsed.ok || seconds === 1) return parsed;
    const scaled = (part: number | null): number | null => (part === null ? null : part * seconds);
    const { firstInterval, nextInterval } = parsed;
    return {
      ...parsed,
      firstInterval: scaled(firstInterval),
      nextInterval: scaled(nextInterval),
    };
  };
  return reader(column, parse, ({ rate }, value) => {
    if (value.firstInterval !== null) rate.firstInterval = value.firstInterval;
    if (value.nextInterval !== null) rate.nextInterval = value.nextInterval;
    if (value.freeVolume !== undefined) rate.freeVolume = value.freeVolume;
    if (value.graceVolume !== undefined) rate.graceVolume = value.graceVolume;
  });
};

const FEE_MODES = choices<NonNullable<Rate['setupFeeMode']>>({
  ...{ add: 'add', added: 'add', minimum: 'minimum', min: 'minimum', deductible: 'minimum' },
});
const GRACE_MODES = choices<NonNullable<Rate['graceMode']>>({
  ...{ inclusive: 'inclusive', exclusive: 'exclusive' },
});

const setupFeeMode: Make = (column) =>
  reader(
    column,
    (cell) => parseChoice(cell, FEE_MODES, 'add or minimum'),
    ({ rate }, { value }) => {
      if (value !== null) rate.setupFeeMode = value;
    },
  );

const graceMode: Make = (column) =>
  reader(
    column,
    (cell) => parseChoice(cell, GRACE_MODES, 'inclusive or exclusive'),
    ({ rate }, { value }) => {
      if (value !== null) rate.graceMode = value;
    },
  );

const tiers: Make = (column) =>
  reader(column, parseTiers, ({ rate }, { value }) => {
    if (value !== null) rate.tiers = value;
  });

export const CHARGE_READERS: Readonly<Partial<Record<DeckField, Make>>> = {
  price,
  intraPrice: partMoney('intraPrice'),
  indeterminatePrice: partMoney('indeterminatePrice'),
  minCharge: partMoney('minCharge'),
  peakPrice: partMoney('peakPrice'),
  offPeakPrice: partMoney('offPeakPrice'),
  firstPrice: money('firstPrice'),
  firstInterval: volume('firstInterval'),
  nextInterval: volume('nextInterval'),
  intervals,
  freeVolume: volume('freeVolume'),
  setupFee: money('setupFee'),
  setupFeeMode,
  graceVolume: volume('graceVolume'),
  graceMode,
  surcharge,
  tiers,
  maxCharge: money('maxCharge'),
};
