/**
 * Values and names of a hostile document as one short line of printable text.
 *
 * Control characters, line breaks and characters that reorder text are escaped, so that a fault can
 * be printed on a terminal or a page as it is. Objects and lists are never descended into.
 */

const SHOWN_LENGTH_MAX = 60;

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/**
 * A text without line breaks, terminal escapes or marks that turn the direction of writing.
 *
 * @example escapeUnprintable('a\nb') === 'a\\u{a}b'
 */
export function escapeUnprintable(text: string): string {
  return text.replace(UNPRINTABLE, escapeCharacter);
}

/**
 * A text in quotes, cut to 60 characters.
 *
 * @example showText('a\nb') === '"a\\u{a}b"'
 */
export function showText(text: string): string {
  const cut = text.length > SHOWN_LENGTH_MAX;
  const shown = cut ? text.slice(0, SHOWN_LENGTH_MAX) : text;
  const escaped = escapeUnprintable(shown.replace(/["\\]/g, '\\$&'));
  return cut ? `"${escaped}..." (${text.length} characters)` : `"${escaped}"`;
}

export function showValue(value: unknown): string {
  if (typeof value === 'string') return showText(value);
  if (Array.isArray(value)) return value.length === 1 ? 'a list of 1' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (value === undefined) return 'nothing';
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  const text = String(value);
  return text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}...` : text;
}

const PLAIN_KEY = /^[A-Za-z_$][A-Za-z0-9_$]{0,59}$/;

/**
 * The way to a value from the top of the document.
 *
 * @example showPath(['rateTables', 0, 'rates', 17, 'price']) === 'rateTables[0].rates[17].price'
 */
export function showPath(path: readonly (string | number)[]): string {
  let shown = '';
  for (const step of path) {
    if (typeof step === 'number') shown += `[${step}]`;
    else if (!PLAIN_KEY.test(step)) shown += `[${showText(step)}]`;
    else shown += shown === '' ? step : `.${step}`;
  }
  return shown === '' ? '$' : shown;
}
