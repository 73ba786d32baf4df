/**
 * Decimal strings: exact, never by way of binary arithmetic. Canonical = no sign for zero, no
 * leading or trailing zeros, no exponent.
 */

const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const EXPONENT = /^([+-]?)(\d+)(?:\.(\d+))?e([+-]?\d{1,4})$/i;
/** More digits than this are the noise of binary arithmetic; spreadsheets show no more of them. */
const SPREADSHEET_DIGITS_MAX = 15;

/**
 * The decimal text of a number of a spreadsheet: the shortest that gives the number back, with its
 * exponent written out. A result of a formula such as 0.30000000000000004 is 0.3, as it is shown.
 */
export function decimalText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('not a finite number');
  const shortest = expandExponent(String(value));
  const digits = shortest.replace(/^-?0*\.?0*/, '').replace('.', '').length;
  if (digits <= SPREADSHEET_DIGITS_MAX || Number.isInteger(value))
    return canonicalDecimal(shortest);
  return canonicalDecimal(expandExponent(value.toPrecision(SPREADSHEET_DIGITS_MAX)));
}

/** `1.2e-5` as `0.000012`; other texts as they are. */
export function expandExponent(text: string): string {
  const match = EXPONENT.exec(text);
  if (match === null) return text;
  const fraction = match[3] ?? '';
  const digits = match[2]! + fraction;
  const point = match[2]!.length + Number(match[4]);
  const sign = match[1] === '-' ? '-' : '';
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

export function canonicalDecimal(text: string): string {
  let start = 0;
  const negative = text.charCodeAt(0) === 45;
  if (negative) start = 1;
  while (text.charCodeAt(start) === 48 && isDigit(text.charCodeAt(start + 1))) start += 1;
  let end = text.length;
  if (text.includes('.')) {
    while (text.charCodeAt(end - 1) === 48) end -= 1;
    if (text.charCodeAt(end - 1) === 46) end -= 1;
  }
  if (!negative) return start === 0 && end === text.length ? text : text.slice(start, end);
  const magnitude = text.slice(start, end);
  return magnitude === '0' ? '0' : `-${magnitude}`;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

export function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}
