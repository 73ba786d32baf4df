/**
 * How a number is written: what its points and commas are.
 *
 * `0,467` and `0.38` are clear by themselves (no thousands begin with a zero, no group has two
 * digits), so are `1.234,56` and `1,234,567`. Only one mark before exactly three digits is open:
 * `1.234` is decided by its column.
 */

export type Mark = '.' | ',';

export type NumberForm =
  | 'whole'
  | 'decimal.'
  | 'decimal,'
  | 'thousands.'
  | 'thousands,'
  | 'open.'
  | 'open,'
  | 'bad';

const DOT = 46;
const COMMA = 44;
const ZERO = 48;

/** Space, no-break space, thin spaces, apostrophes: they part thousands and nothing else. */
function isSpacer(code: number): boolean {
  if (code < 128) return code === 32 || code === 39;
  return code === 0xa0 || code === 0x202f || code === 0x2009 || code === 0x2019 || code === 0x2007;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** The form of the part of `text` from `start` to before `end`: digits, marks and spacers. */
export function numberForm(text: string, start = 0, end = text.length): NumberForm {
  let dots = 0;
  let commas = 0;
  let spacers = 0;
  let digits = 0;
  let last = -1;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) digits += 1;
    else if (code === DOT) {
      dots += 1;
      last = at;
    } else if (code === COMMA) {
      commas += 1;
      last = at;
    } else if (isSpacer(code)) spacers += 1;
    else return 'bad';
  }
  if (digits === 0 || (last === end - 1 && last >= 0)) return 'bad';
  if (spacers > 0) return spacedForm(text, start, end, dots, commas, last);
  if (dots + commas === 0) return 'whole';
  if (dots + commas === 1) return singleForm(text, start, end, last, dots === 1 ? '.' : ',');
  if (dots > 0 && commas > 0) {
    const decimal: Mark = text.charCodeAt(last) === DOT ? '.' : ',';
    if ((decimal === '.' ? dots : commas) > 1) return 'bad';
    return isGrouped(text.slice(start, last)) ? `decimal${decimal}` : 'bad';
  }
  if (!isGrouped(text.slice(start, end))) return 'bad';
  return dots > 0 ? 'thousands.' : 'thousands,';
}

function singleForm(text: string, start: number, end: number, at: number, mark: Mark): NumberForm {
  const before = at - start;
  const open = end - at - 1 === 3 && before >= 1 && before <= 3 && text.charCodeAt(start) !== ZERO;
  return open ? `open${mark}` : `decimal${mark}`;
}

/** Where spaces part the thousands, a mark can only be the decimal one. */
function spacedForm(
  text: string,
  start: number,
  end: number,
  dots: number,
  commas: number,
  last: number,
): NumberForm {
  if (dots + commas > 1) return 'bad';
  const whole = text.slice(start, last < 0 ? end : last);
  if (!isGrouped(whole)) return 'bad';
  if (last < 0) return 'whole';
  if (!/^\d+$/.test(text.slice(last + 1, end))) return 'bad';
  return dots === 1 ? 'decimal.' : 'decimal,';
}

/** Thousands (`1,234,567`) or the Indian way (`12,34,567`), one mark throughout, or no mark. */
function isGrouped(text: string): boolean {
  return /^[1-9]\d{0,2}(?:([^\d])\d{3})(?:\1\d{3})*$|^[1-9]\d?([^\d])(?:\d\d\2)+\d{3}$|^\d+$/.test(
    text,
  );
}

/**
 * The plain decimal text of a number whose form is known; null when the form is open and nothing
 * says what the mark is, or bad.
 */
export function plainNumber(text: string, form: NumberForm, mark: Mark | null): string | null {
  if (form === 'bad') return null;
  const own = form.at(-1) as Mark;
  if (form === 'whole') return text.replace(/\D+/g, '');
  if (form.startsWith('open') && mark === null) return null;
  const decimal = form.startsWith('decimal') || (form.startsWith('open') && own === mark);
  if (!decimal) return text.replace(/\D+/g, '');
  const at = text.lastIndexOf(own);
  const whole = text.slice(0, at).replace(/\D+/g, '');
  return `${whole === '' ? '0' : whole}.${text.slice(at + 1)}`;
}
