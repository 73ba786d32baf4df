/** How dates are written, said in a header: `DD/MM/YYYY`, in German and French as well. */

/** `TT.MM.JJJJ`, `JJ/MM/AAAA`. */
const DATE_FORMAT = new RegExp(
  '(?<!\\p{L})(d{1,2}|m{1,2}|t{1,2}|j{2}(?=.m)|yyyy)[./-](?:d{1,2}|m{1,2})[./-]' +
    '(?:y{2,4}|j{2,4}|a{2,4}|d{1,2})(?!\\p{L})',
  'iu',
);

const HEADER_CHARACTERS_MAX = 200;

/** The first group is the first part. */
export const dateFormatIn = (header: string): RegExpExecArray | null =>
  DATE_FORMAT.exec(header.slice(0, HEADER_CHARACTERS_MAX));

/** Nothing but a form of dates. */
export const isDateFormat = (text: string): boolean => dateFormatIn(text)?.[0] === text.trim();
