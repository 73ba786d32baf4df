/**
 * The words of a rate deck: what each step of reading hands to the next.
 *
 *     bytes → read → RawFile → recognise → Recognition → convert → Deck → check, compare, write
 *
 * Everything a person may have to know is in the results: what a column was taken for and why, what
 * is in doubt, which rows did not become rates. Nothing is dropped without being counted.
 */

import type { Rate, TimeProfile } from '@ratedeck/engine';

// ---- read ------------------------------------------------------------------------------------

export type FileFormat = 'csv' | 'xlsx' | 'xls' | 'ods';

/**
 * A cell as the file has it. CSV has texts only; a spreadsheet has numbers (binary, as stored) and
 * dates (an instant whose UTC fields are the date shown) too. Null is an empty cell.
 */
export type Cell = string | number | boolean | Date | null;

export interface RawRow {
  /** Row of the sheet or line of the file, 1 is the first. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

export interface RawSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows with at least one cell that is not empty. */
  readonly rows: readonly RawRow[];
  /** Rows of the used range, empty ones included. */
  readonly rowCount: number;
  /** Other tables stood beside it, and are sheets of their own. */
  readonly isBeside?: boolean;
  /** Amounts whose decimal commas parted them, in a text parted by commas, were put together. */
  readonly hasJoinedDecimals?: boolean;
}

export interface RawFile {
  readonly name: string;
  readonly format: FileFormat;
  readonly container: 'gz' | 'zip' | null;
  /** Of texts only. */
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly sheets: readonly RawSheet[];
  readonly warnings: readonly Warning[];
}

export interface ReadOptions {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly limits?: Partial<ReadLimits>;
}

export interface ReadLimits {
  readonly fileBytesMax: number;
  readonly unpackedBytesMax: number;
  /** Unpacked by packed size. */
  readonly packingRatioMax: number;
  readonly rowsMax: number;
  readonly cellsMax: number;
  readonly sheetsMax: number;
  readonly cellCharactersMax: number;
  readonly secondsMax: number;
}

// ---- recognise -------------------------------------------------------------------------------

/** What a column can mean: the fields of a rate, and what becomes some. */
export const DECK_FIELDS = [
  'code',
  'countryCode',
  'areaCode',
  /** The last code of the range that `code` begins. */
  'codeEnd',
  /** Digits after the code: the block of a thousand numbers behind NPA and NXX. */
  'codeBlock',
  'name',
  'country',
  'description',
  'service',
  'sourceCode',
  'numberLengthMin',
  'numberLengthMax',
  'timeProfile',
  'tag',
  'category',
  'price',
  'peakPrice',
  'offPeakPrice',
  /** `min`, `sec`, `call`: what the row's price is for. */
  'priceUnit',
  /** Prices of calls within a state and of unknown jurisdiction; `price` is between states. */
  'intraPrice',
  'indeterminatePrice',
  'firstPrice',
  'firstInterval',
  'nextInterval',
  /** One cell for both or three: `60/1`, `30/6`, `0-60-60`, `1+1`. */
  'intervals',
  'freeVolume',
  'setupFee',
  'setupFeeMode',
  /** The least that a call costs, in money. */
  'minCharge',
  'graceVolume',
  'graceMode',
  'surcharge',
  'tiers',
  'maxCharge',
  'blocked',
  /** `Enabled`: what says no is not sold. */
  'isActive',
  /** The code is the whole number. */
  'exactMatch',
  'stashed',
  'effectiveFrom',
  'effectiveTo',
  'notes',
  'currency',
  /** A, D, U, S, SA. */
  'action',
  'id',
  /** New, Increase, Closed, Blocked, Deleted … in the sender's words. */
  'change',
] as const;

export type DeckField = (typeof DECK_FIELDS)[number];

export interface Column {
  /** 0 is the first. */
  readonly index: number;
  readonly header: string;
  /** Null: of no use, or not understood. */
  readonly field: DeckField | null;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reason: string;
}

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** Meaning of the parts of a cell of intervals: `60/1`, `0-60-60`, `60/60/0`, `1/60`. */
export type IntervalsOrder = 'first/next' | 'next/first' | 'free/first/next' | 'first/next/grace';

export type QuestionCode =
  | 'code_column'
  | 'price_column'
  | 'column_meaning'
  | 'column_unused'
  | 'date_column'
  | 'date_order'
  | 'decimal_mark'
  | 'price_scale'
  | 'country_code_join'
  | 'access_prefix'
  | 'every_number'
  | 'inactive'
  | 'jurisdiction'
  | 'peak_hours'
  | 'intervals_order'
  | 'sheet'
  | 'currency'
  | 'change_word'
  | 'names_only'
  | 'names_and_codes'
  | 'unknown_codes'
  | 'growth'
  | 'header'
  | 'layout';

/** What can be said to a question, and the options that say it. */
export interface Answer {
  /** `"New" is the price`. */
  readonly words: string;
  /** Given beside the options of before; empty where no option says it. */
  readonly options: DeckOptions;
  /** A value in the options is an example, to be replaced. */
  readonly isExample?: true;
}

/** A row that shows what a question is about: its number, and the cells of the columns by label. */
export interface SampleRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A doubt in plain words. Who asks it words the options of the answers in their own way. */
export interface Question {
  readonly code: QuestionCode;
  readonly sheet: string | null;
  /** The first of `columns`. */
  readonly column: string | null;
  /** Labels of the columns that it is about. */
  readonly columns: readonly string[];
  readonly text: string;
  /** The words of the first answer: what `yes` takes. */
  readonly guess: string;
  /** The guess first. */
  readonly answers: readonly Answer[];
  readonly sample: readonly SampleRow[];
}

/** Something that was taken as usual or as seen, and why: no doubt, but not written there either. */
export interface Assumption {
  readonly sheet: string;
  readonly what: string;
  readonly value: string;
  readonly because: string;
}

/** What the rows above the header say of all rates. */
/** What became of a price, as its sender says it. */
export type PriceDirection = 'increase' | 'decrease' | 'new';

export interface Preamble {
  readonly effectiveFrom: string | null;
  readonly currency: string | null;
  /** Rows that say so in their change hold from these dates. */
  readonly effectiveByDirection?: Readonly<Partial<Record<PriceDirection, string>>>;
}

export interface SheetRecognition {
  readonly sheet: string;
  /** Number of the header's row; null when the sheet has none, or is no deck. */
  readonly headerRow: number | null;
  /** False: nothing in the sheet looks like rates; its rows are ignored. */
  readonly isDeck: boolean;
  readonly columns: readonly Column[];
  readonly preamble: Preamble;
  readonly dateOrder: DateOrder | null;
  /** Of each column of money or numbers, by its index; a cell of its own clear form may differ. */
  readonly decimalMarks: ReadonlyMap<number, '.' | ','>;
  /** What money is multiplied by, decimal string. */
  readonly priceScale: string;
  /** Columns of money, by index, that have another scale (`Fee (EUR)` beside `Price (ct/min)`). */
  readonly columnScales?: ReadonlyMap<number, string>;
  /** Columns of time, by index, that count minutes: `Increment (min)`. */
  readonly minuteColumns?: readonly number[];
  /** Meaning of the parts of a cell of intervals. */
  readonly intervalsOrder: IntervalsOrder | null;
  /** Rows above the header are rates too, where they have a code and a price. */
  readonly readsAbove?: true;
  /** `*`, `x` or nothing in place of a code is every number. */
  readonly everyNumber?: true;
  /** Of rates that do not say theirs: the prices are those of messages. */
  readonly service?: 'sms';
  readonly inactive?: NonNullable<DeckOptions['inactive']>;
  readonly jurisdiction?: NonNullable<DeckOptions['jurisdiction']>;
  /** Taken off the front of each code. */
  readonly accessPrefix?: string;
  /** How codes are written, where that is not plain digits. */
  readonly codeForm?: 'thousands' | 'named' | 'dashed';
  /** Further columns of codes, by index: `Code 2`, `Code 3`. */
  readonly moreCodes?: readonly number[];
  /** Digits of the country, put before each code. */
  readonly countryPrefix?: string;
  /** Codes that are no dial prefixes of the world: no code deck names them. */
  readonly codeKind?: 'network' | 'north-american';
  /** Hours of the columns of peak and off-peak prices, where there are some. */
  readonly peakProfiles?: { readonly peak: TimeProfile; readonly offPeak: TimeProfile };
}

export interface Recognition {
  readonly sheets: readonly SheetRecognition[];
  readonly questions: readonly Question[];
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly Warning[];
}

/** How a user settles what is in doubt. */
export interface DeckOptions {
  /** Takes the guess of every question. */
  readonly yes?: boolean;
  /** Column by field: its header, its letter (`C`) or its number (`3`). */
  readonly map?: Readonly<Partial<Record<DeckField, string>>>;
  /** Columns that nothing is made of, each by its header, its letter or its number. */
  readonly ignore?: readonly string[];
  /** Decimal string. */
  readonly priceScale?: string;
  readonly sheet?: string;
  readonly dateOrder?: DateOrder;
  /** ISO 8601: for rates without a date of their own. */
  readonly effectiveFrom?: string;
  /** Put before each code. */
  readonly countryCode?: string;
  /** What `ASAP` and dates in words of relation mean; ISO 8601. */
  readonly now?: string;
  /** Of every column of money. */
  readonly decimalMark?: '.' | ',';
  readonly intervalsOrder?: IntervalsOrder;
  /** ISO 4217: of money whose currency is said in two ways. */
  readonly currency?: string;
  /** Hours of peak prices: weekdays, from, to, zone: `1-5 08:00-20:00 Europe/Vienna`. */
  readonly peak?: string;
  /** A row with `*`, `x` or nothing in place of a code: a rate for every number, or a fault. */
  readonly everyNumber?: 'rate' | 'refuse';
  /** Rows that a column such as `Enabled` calls inactive. */
  readonly inactive?: 'block' | 'leave-out' | 'close' | 'rate';
  /** Digits to dial abroad that stand before each code: `011`; `none`: the codes have none. */
  readonly accessPrefix?: string;
  /** Prices by jurisdiction: all of them with tags, or the one between states for every call. */
  readonly jurisdiction?: 'tags' | 'interstate';
  /** Number of the row with the headers; `none`: the sheet has no header. */
  readonly headerRow?: string;
}

// ---- convert ---------------------------------------------------------------------------------

/** What a row does to a table. */
export type RateChange = 'set' | 'close' | 'delete';

export interface DeckRate {
  readonly sheet: string;
  readonly row: number;
  readonly rate: Rate;
  readonly change: RateChange;
  readonly action: 'A' | 'D' | 'U' | 'S' | 'SA' | null;
  readonly id: string | null;
  readonly country: string | null;
}

/** A fault of one cell: where, what stands there, what would be right. */
export interface Rejection {
  readonly sheet: string;
  readonly row: number;
  /** Header of the column, or its letter. */
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly message: string;
}

export interface Warning {
  readonly code: string;
  readonly sheet: string | null;
  readonly row: number | null;
  readonly message: string;
}

/** rows = headers + rateRows + ignored + rejected, for each sheet. */
export interface SheetAccount {
  readonly sheet: string;
  readonly rows: number;
  /** Header and repeated headers. */
  readonly headers: number;
  /** Rows that became one rate or several. */
  readonly rateRows: number;
  /** Preamble, notes, totals, footers. */
  readonly ignored: number;
  readonly rejected: number;
}

export interface Deck {
  readonly rates: readonly DeckRate[];
  readonly rejections: readonly Rejection[];
  readonly accounts: readonly SheetAccount[];
  readonly warnings: readonly Warning[];
  /** Rows that were passed over, with the reason in a word. */
  readonly ignoredRows: readonly {
    readonly sheet: string;
    readonly row: number;
    readonly reason: string;
  }[];
  /** Those that peak and off-peak columns ask for. */
  readonly timeProfiles: readonly TimeProfile[];
  /** Of money in the deck, where it is said or seen. */
  readonly currency: string | null;
  /** Names for which the code deck has no codes. */
  readonly unresolvedNames: readonly string[];
  /** False: the codes are no dial prefixes of the world, and the world's names are not theirs. */
  readonly isNamedByCode: boolean;
}

// ---- code deck -------------------------------------------------------------------------------

export interface CodeName {
  readonly code: string;
  readonly name: string;
  /** ISO 3166 alpha-2, `001` for what belongs to no country. */
  readonly country: string;
  readonly type: 'landline' | 'mobile' | 'special' | 'mixed';
}

/** Where names and codes are looked up. */
export interface CodeNames {
  /** The longest code that is a prefix of the digits. */
  find(digits: string): CodeName | null;
  /** Codes of a destination's name as carriers write it; empty when it is not known. */
  codesOf(name: string): readonly string[];
}

/** A file that can not be read at all, or an option that does not fit it. */
export class DeckReadError extends Error {
  readonly code: string;
  /** The option that is at fault; who asked names it in their own way. */
  readonly option: keyof DeckOptions | null;

  constructor(code: string, message: string, option: keyof DeckOptions | null = null) {
    super(message);
    this.name = 'DeckReadError';
    this.code = code;
    this.option = option;
  }
}
