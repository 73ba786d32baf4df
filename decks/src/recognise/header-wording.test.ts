import { describe, expect, it } from 'vitest';
import { DECK_FIELDS } from '../deck/deck.js';
import { wordsOf } from '../values/folded-text.js';
import { readWordingRows, WORD_KINDS, type WordingRow, type WordKind } from './header-wording.js';
import { type HeaderMeaning, headerMeaning } from './wording.js';

const rows = readWordingRows();
const isWord = ({ means }: WordingRow): boolean => WORD_KINDS.some((kind) => kind === means);
const shown = ({ means, wording }: WordingRow): string => `${means}: ${wording}`;
const folded = (text: string): string => wordsOf(text).join(' ');

/** A header with the word in it, and what it has to mean then. */
const USES: Readonly<Record<WordKind, (word: string) => [string, (m: HeaderMeaning) => boolean]>> =
  {
    peakWord: (word) => [`${word} rate`, ({ part }) => part === 'peak'],
    offPeakWord: (word) => [`${word} rate`, ({ part }) => part === 'offPeak'],
    fillerWord: (word) => [`${word} termination rate`, ({ whole }) => whole.has('price')],
    neutralWord: (word) => [`${word} interval 1`, ({ whole }) => whole.has('firstInterval')],
    recordWord: (word) => [`${word} on date`, ({ isRecordDate }) => isRecordDate],
    callerWord: (word) => [`${word} prefix`, ({ isOfCaller }) => isOfCaller],
    calledWord: (word) => [`caller ${word} code`, ({ isOfCaller }) => !isOfCaller],
    codeWord: (word) => [`caller ${word}`, ({ whole }) => whole.has('sourceCode')],
    otherAmountWord: (word) => [`${word} carrier price`, ({ whole }) => whole.has('ignored')],
  };

describe('the table of header wordings', () => {
  it('has rows of four cells, sure of a field by 1 to 100 per cent', () => {
    const fields: readonly string[] = [...DECK_FIELDS, 'ignored'];
    const bad = rows.filter((row) => {
      const isField = fields.includes(row.means) && /^(?:[1-9]\d?|100)$/.test(row.sure);
      const isKind = isWord(row) && row.sure === '';
      const isNamed = /^(?:any|[a-z]{2})$/.test(row.language) && folded(row.wording) !== '';
      return !(isField || isKind) || !isNamed || row.wording.includes(',');
    });
    expect(bad.map(shown)).toEqual([]);
  });

  it('says nothing twice, in whatever language and spelling', () => {
    const seen = new Set<string>();
    const twice = rows.filter((row) => {
      const key = `${row.means}: ${folded(row.wording)}`;
      if (seen.has(key)) return true;
      seen.add(key);
      return false;
    });
    expect(twice.map(shown)).toEqual([]);
  });

  it('is never equally sure of two fields for the same words', () => {
    const meant = new Map<string, string>();
    const contradicting = rows.filter((row) => {
      if (isWord(row)) return false;
      const key = `${folded(row.wording)} ${row.sure}`;
      const other = meant.get(key);
      meant.set(key, row.means);
      return other !== undefined && other !== row.means;
    });
    expect(contradicting.map(shown)).toEqual([]);
  });

  it('has no row that does nothing', () => {
    const idle = rows.filter((row) => {
      if (!isWord(row)) {
        const { fields, whole } = headerMeaning(row.wording);
        return ![...fields.keys(), ...whole].some((field) => field === row.means);
      }
      const [header, isUsed] = USES[row.means as WordKind](row.wording);
      return !isUsed(headerMeaning(header));
    });
    expect(idle.map(shown)).toEqual([]);
  });
});
