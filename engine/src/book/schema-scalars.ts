/**
 * The scalars of a book: money, volumes, codes, names, dates and zones.
 *
 * Each check is written by hand, because a deck calls it millions of times, and each stands beside
 * the JSON Schema fragment that says the same; a test holds the two against each other.
 */

import { CLOCK_END, CLOCK_TIME, normalClockTime } from '../values/clock-time.js';
import { INSTANT_RULE } from '../values/instant.js';
import type { DecimalString, InstantString } from '../values/scalars.js';
import { SERVICES, TIME_BASES } from '../values/scalars.js';
import { instantMsOf } from './instant-cache.js';
import { choice, type JsonObject, type Problem, type ScalarKind } from './schema-kinds.js';

const wrongType = (message: string): Problem => ({ code: 'wrong_type', message });

const isDigit = (character: number): boolean => character >= 48 && character <= 57;

/** Up to 15 digits, then perhaps a point and up to 10 digits. */
function isDecimal(text: string): boolean {
  const length = text.length;
  let position = 0;
  while (position < length && isDigit(text.charCodeAt(position))) position += 1;
  if (position === 0 || position > 15) return false;
  if (position === length) return true;
  if (text.charCodeAt(position) !== 46 || length - position < 2 || length - position > 11) {
    return false;
  }
  for (position += 1; position < length; position += 1) {
    if (!isDigit(text.charCodeAt(position))) return false;
  }
  return true;
}

const DECIMAL_PATTERN = '^[0-9]{1,15}(\\.[0-9]{1,10})?$';
const DECIMAL_ADVICE =
  'must be a plain decimal such as "0.0137": up to 15 digits before and 10 after the point';

function decimalProblem(value: unknown): Problem | null {
  if (typeof value === 'string') {
    if (isDecimal(value)) return null;
    if (/^\d{1,15},\d{1,10}$/.test(value)) {
      const mended = value.replace(',', '.');
      return { code: 'not_a_decimal', message: `write a point, not a comma: "${mended}"` };
    }
    if (/^-[\d.]+$/.test(value)) {
      return { code: 'not_a_decimal', message: 'must not be negative' };
    }
    return { code: 'not_a_decimal', message: DECIMAL_ADVICE };
  }
  if (typeof value !== 'number') return wrongType('must be a decimal string such as "0.0137"');
  const text = String(value);
  if (!isDecimal(text)) {
    return { code: 'unquoted_decimal', message: `${DECIMAL_ADVICE}, in quotes` };
  }
  return { code: 'unquoted_decimal', message: `write it in quotes: "${text}"` };
}

export const decimal: ScalarKind<DecimalString> = {
  shape: 'scalar',
  title: 'decimal string',
  check: decimalProblem,
  jsonSchema: { type: 'string', pattern: DECIMAL_PATTERN },
};

const positiveDecimal: ScalarKind<DecimalString> = {
  shape: 'scalar',
  title: 'decimal string above 0',
  check: (value) => {
    const problem = decimalProblem(value);
    if (problem !== null || /[1-9]/.test(value as string)) return problem;
    return { code: 'not_positive', message: 'must be greater than 0' };
  },
  jsonSchema: { type: 'string', pattern: DECIMAL_PATTERN, not: { pattern: '^[0.]*$' } },
};

/**
 * What is no money: a percentage, a fraction, an exchange rate. A JSON number is taken for the text
 * that it prints as, which is exact; books keep the text.
 */
function ratioOf(kind: ScalarKind<DecimalString>): ScalarKind<DecimalString> {
  return {
    ...kind,
    title: `${kind.title} or number`,
    check: (value) => {
      const isPlain = typeof value === 'number' && isDecimal(String(value));
      return kind.check(isPlain ? String(value) : value);
    },
    normal: String,
    jsonSchema: {
      anyOf: [
        kind.jsonSchema,
        kind === positiveDecimal
          ? { type: 'number', exclusiveMinimum: 0 }
          : { type: 'number', minimum: 0 },
      ],
    },
  };
}

export const ratio = ratioOf(decimal);
export const positiveRatio = ratioOf(positiveDecimal);

/** So that a volume in thousandths is still a safe integer. */
const VOLUME_MAX = 9_000_000_000_000;

/** Seconds with up to 3 decimals, messages or bytes; the last two are held to be whole later. */
export function volume(min: number): ScalarKind<number> {
  const range = `from ${min} to ${VOLUME_MAX}`;
  return {
    shape: 'scalar',
    title: min === 0 ? 'volume' : `volume, at least ${min}`,
    check: (value) => {
      if (typeof value !== 'number') return wrongType(`must be a number ${range}, without quotes`);
      if (!(value >= min && value <= VOLUME_MAX)) {
        return { code: 'out_of_range', message: `must be ${range}` };
      }
      if (Number.isInteger(value) || Math.round(value * 1000) / 1000 === value) return null;
      return { code: 'too_many_decimals', message: 'must have at most 3 decimals' };
    },
    jsonSchema: { type: 'number', minimum: min, maximum: VOLUME_MAX },
  };
}

export function digits(countMin: number, countMax: number): ScalarKind<string> {
  const message = `must be ${countMin} to ${countMax} digits 0-9, nothing else`;
  return {
    shape: 'scalar',
    title: `${countMin} to ${countMax} digits`,
    check: (value) => {
      if (typeof value === 'number') return wrongType(`${message}, in quotes`);
      if (typeof value !== 'string') return wrongType(message);
      const length = value.length;
      let position = 0;
      if (length >= countMin && length <= countMax) {
        while (position < length && isDigit(value.charCodeAt(position))) position += 1;
        if (position === length) return null;
      }
      return { code: 'not_digits', message };
    },
    jsonSchema: { type: 'string', pattern: `^[0-9]{${countMin},${countMax}}$` },
  };
}

/** What neither a database nor a file in UTF-8 can hold: U+0000, and half of a surrogate pair. */
function isStorable(text: string): boolean {
  for (let position = 0; position < text.length; position += 1) {
    const character = text.charCodeAt(position);
    if (character === 0) return false;
    if (character < 0xd800 || character > 0xdfff) continue;
    position += 1;
    const next = text.charCodeAt(position);
    if (character > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
  }
  return true;
}

/** A letter, digit, mark of punctuation or symbol. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether something of it can be seen: a name of blanks alone looks like none. */
function isVisible(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first > 32 && first < 127) || VISIBLE.test(text);
}

const NEVER = 'without U+0000 and halves of characters';

/** Text for people: line breaks too. */
export function freeText(lengthMax: number): ScalarKind<string> {
  const message = `must have at most ${lengthMax} characters, ${NEVER}`;
  return {
    shape: 'scalar',
    title: `text up to ${lengthMax}`,
    check: (value) => {
      if (typeof value !== 'string') return wrongType('must be a text, in quotes');
      const fits = value.length <= lengthMax && isStorable(value);
      return fits ? null : { code: 'bad_text', message };
    },
    jsonSchema: { type: 'string', maxLength: lengthMax, pattern: '^[^\\u0000\\ud800-\\udfff]*$' },
  };
}

/** What a destination or a country is called; empty: nothing. */
export function label(lengthMax: number): ScalarKind<string> {
  const text = freeText(lengthMax);
  const message = 'must be empty or hold something that can be seen';
  return {
    ...text,
    check: (value) => {
      const problem = text.check(value);
      if (problem !== null || value === '' || isVisible(value as string)) return problem;
      return { code: 'bad_text', message };
    },
    jsonSchema: {
      ...text.jsonSchema,
      pattern:
        '^([^\\u0000\\ud800-\\udfff]*[\\p{L}\\p{N}\\p{P}\\p{S}][^\\u0000\\ud800-\\udfff]*)?$',
    },
  };
}

function hasControlCharacter(text: string): boolean {
  for (let position = 0; position < text.length; position += 1) {
    const character = text.charCodeAt(position);
    if (character < 32 || (character >= 127 && character < 160)) return true;
  }
  return false;
}

/** Text that other things refer to or compare: one line in which something can be seen. */
export function name(lengthMax: number): ScalarKind<string> {
  const message =
    `must be one line of 1 to ${lengthMax} characters, some of them visible, without control ` +
    'characters and halves of characters';
  const isName = (value: string): boolean =>
    value.length > 0 &&
    value.length <= lengthMax &&
    !hasControlCharacter(value) &&
    isStorable(value) &&
    isVisible(value);
  return {
    shape: 'scalar',
    title: `text of 1 to ${lengthMax}`,
    check: (value) => {
      if (typeof value !== 'string') return wrongType(`${message}, in quotes`);
      return isName(value) ? null : { code: 'bad_text', message };
    },
    jsonSchema: {
      type: 'string',
      minLength: 1,
      maxLength: lengthMax,
      pattern: '^[^\\p{Cc}\\ud800-\\udfff]*[\\p{L}\\p{N}\\p{P}\\p{S}][^\\p{Cc}\\ud800-\\udfff]*$',
    },
  };
}

interface PatternWords {
  readonly title: string;
  readonly code: Problem['code'];
  readonly message: string;
}

/** A text that a pattern describes and that may have to exist as well, as a date has to. */
function patterned(
  pattern: string,
  words: PatternWords,
  exists: (text: string) => boolean = () => true,
  extra: JsonObject = {},
): ScalarKind<string> {
  const expression = new RegExp(pattern, 'u');
  return {
    shape: 'scalar',
    title: words.title,
    check: (value) => {
      if (typeof value !== 'string') return wrongType(`${words.message}, in quotes`);
      if (value.length <= 64 && expression.test(value) && exists(value)) return null;
      return { code: words.code, message: words.message };
    },
    jsonSchema: { type: 'string', pattern, ...extra },
  };
}

export const currency = patterned('^[A-Z]{3}$', {
  title: 'currency',
  code: 'bad_currency',
  message: 'must be three capital letters (ISO 4217) such as "EUR"',
});

/** 1900 to 9999. */
const YEAR = '(19|[2-9][0-9])[0-9]{2}';

export const date = patterned(
  `^${YEAR}-[0-9]{2}-[0-9]{2}$`,
  {
    title: 'date',
    code: 'bad_date',
    message:
      'must be a date of the years 1900 to 9999 that exists, written YYYY-MM-DD such as "2026-12-25"',
  },
  (text) => instantMsOf(text) !== null,
  { format: 'date' },
);

/** Kept as `HH:MM`, whichever way it is written. */
const clock = (kind: ScalarKind<string>): ScalarKind<string> => ({
  ...kind,
  normal: (value) => normalClockTime(value as string),
});

export const clockTime = clock(
  patterned(`^${CLOCK_TIME}$`, {
    title: '`HH:MM`',
    code: 'bad_clock_time',
    message: 'must be a time of day HH:MM from "00:00" to "23:59"',
  }),
);

export const clockTimeOrEnd = clock(
  patterned(`^(${CLOCK_TIME}|${CLOCK_END})$`, {
    title: '`HH:MM` up to `24:00`',
    code: 'bad_clock_time',
    message: 'must be a time of day HH:MM from "00:00" to "24:00"',
  }),
);

const knownZones = new Map<string, boolean>();

function zoneExists(zone: string): boolean {
  let known = knownZones.get(zone);
  if (known === undefined) {
    try {
      new Intl.DateTimeFormat('en-US', { timeZone: zone });
      known = true;
    } catch {
      known = false;
    }
    if (knownZones.size >= 1000) knownZones.clear();
    knownZones.set(zone, known);
  }
  return known;
}

// Begins with a letter: plain offsets (`+01:00`) are a zone on some runtimes only.
export const timeZone = patterned(
  '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$',
  {
    title: 'IANA zone',
    code: 'unknown_zone',
    message: 'must be an IANA time zone such as "Europe/Vienna" or "UTC"',
  },
  zoneExists,
);

/** What is taken off a number before its tech prefix is looked for cannot be in a tech prefix. */
export const techPrefix = patterned('^[^\\p{C}\\p{Z}\\p{M}().\\/\\-]{0,32}$', {
  title: 'text up to 32',
  code: 'bad_text',
  message: 'must have at most 32 visible characters, none of them a blank or one of - . ( ) /',
});

const ISO_TIME = '[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?';
const INSTANT_MESSAGE = `must be ${INSTANT_RULE}`;

export const instant: ScalarKind<InstantString> = {
  shape: 'scalar',
  title: 'instant',
  check: (value) => {
    if (typeof value !== 'string') return wrongType(`${INSTANT_MESSAGE}, in quotes`);
    if (instantMsOf(value) !== null) return null;
    return { code: 'bad_instant', message: INSTANT_MESSAGE };
  },
  jsonSchema: {
    type: 'string',
    pattern: `^${YEAR}-[0-9]{2}-[0-9]{2}(${ISO_TIME})?(Z|z|[+-][0-9]{2}(:?[0-9]{2})?)?$`,
  },
};

/** Names of things, tags and categories. */
export const thingName = name(200);
/** The name of a rate table or rating plan, or that of its owner, `/` and its name. */
export const ownedReference = name(401);
export const code = digits(0, 32);
export const service = choice(SERVICES);
export const timeBasis = choice(TIME_BASES);
