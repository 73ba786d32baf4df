/**
 * Texts that a spreadsheet takes for a formula where a file of them is opened. Nothing out of a
 * deck or a file of calls may run there: whoever writes such a text puts an apostrophe in front.
 */

/** Signs, and white space behind which some spreadsheets still see one. */
const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * Whether a spreadsheet takes a text for a formula.
 *
 * @example looksLikeFormula('=1+1') === true
 * @example looksLikeFormula('43664') === false
 */
export function looksLikeFormula(text: string): boolean {
  return FORMULA.test(text);
}
