/**
 * Words of many languages brought to one form: lower case, without accents, letters that do not
 * come apart written out (`ł` = `l`, `ß` = `ss`, `ı` = `i`). Wording lists have this form.
 */

const PLAIN = /^[\x20-\x7e]*$/;
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

export function foldText(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßłøđæœı]/g, (letter) => LETTERS[letter]!);
}

/** Words and numbers of a text; `ratePerMinute` and `rate_per_minute` are three words each. */
export function wordsOf(text: string): string[] {
  const spaced = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return foldText(spaced).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** What stands for "nothing" in a cell: `n/a`, `-`, `none` and the like. The text is trimmed. */
const NONE = new RegExp(
  '^(?:|[-–—−]+|n\\.?\\s?\\/?\\s?a\\.?|none|null|nil|nan|#n\\/a|k\\.?\\s?a\\.?|keine?|' +
    '\\\\n|0000-00-00(?: 00:00:00)?|aucun|ninguno|nenhum|nessuno|нет|geen|brak|yok|not applicable|\\.+|\\?+)$',
  'i',
);

export function isNone(text: string): boolean {
  return text.length <= 20 && NONE.test(text);
}
