/**
 * Texts in XLSX: what XML cannot hold, or would change, is written as `_x000D_`, the form that the
 * format has for it. So a text that happens to look like that form is written in it too, or it
 * would come back as another letter.
 */

/** The form itself, control characters, and halves of a character. */
const UNSAFE = new RegExp(
  [
    '_(?=x[0-9A-Fa-f]{4}_)',
    '[\\0-\\x08\\x0b-\\x1f\\x7f\\ufffe\\uffff]',
    '[\\ud800-\\udbff](?![\\udc00-\\udfff])',
    '(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
  ].join('|'),
  'g',
);

/** @example escapeXlsxText('_x0041_') is '_x005F_x0041_'. */
export function escapeXlsxText(text: string): string {
  return text.replace(
    UNSAFE,
    (unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  );
}
