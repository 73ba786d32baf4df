/**
 * Levels the writing of destination names, so that "CÔTE D'IVOIRE - Mobile", "Cote dIvoire Mobile"
 * and "cote d ivoire, mobile" are the same words. Knows no country.
 */

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['saint', 'st'],
  ['sainte', 'st'],
  ['rep', 'republic'],
  ['dem', 'democratic'],
  ['isl', 'islands'],
  ['is', 'islands'],
  ['island', 'islands'],
  ['isle', 'islands'],
  ['mob', 'mobile'],
  ['mobiles', 'mobile'],
  ['mobil', 'mobile'],
  ['movil', 'mobile'],
  ['cell', 'mobile'],
  ['cellular', 'mobile'],
  ['gsm', 'mobile'],
  ['pcs', 'mobile'],
  ['wireless', 'mobile'],
  ['peoples', 'people'],
]);

/** Words that names have or lack without meaning anything by it. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(['the', 'of', 'and', 'd', 'de', 'da', 'la', 'n']);

export function destinationWords(name: string): readonly string[] {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/æ/g, 'ae')
    .replace(/ı/g, 'i')
    // U.K., U.S.A. and St. lose their dots; d'Ivoire and People's their apostrophes.
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .replace(/(?<=\bd|\bl)['’`´]/g, ' ')
    .replace(/['’`´]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.map((word) => SPELLINGS.get(word) ?? word).filter((word) => !EMPTY_WORDS.has(word));
}
