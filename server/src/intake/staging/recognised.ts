/** What was understood of a file, as the API shows it: plain, and of a bounded size. */

import type { DeckOptions, OpenedDeck } from '@ratedeck/decks';

export type Recognised = ReturnType<typeof recognisedOf>;

const LISTED_MAX = 200;
const COLUMNS_MAX = 500;

/** As they are said to an import. */
function settingsOf({ map, effectiveFrom, ...answers }: DeckOptions) {
  return {
    ...(map !== undefined && { mapping: map }),
    ...(effectiveFrom !== undefined && { effectiveFrom }),
    ...(Object.keys(answers).length > 0 && { answers }),
  };
}

export function recognisedOf({ file, recognition, questions, deck }: OpenedDeck) {
  const { format, container, encoding, delimiter } = file;
  return {
    format,
    container,
    encoding,
    delimiter,
    currency: deck.currency,
    sheets: recognition.sheets.slice(0, LISTED_MAX).map((sheet) => ({
      name: sheet.sheet,
      isDeck: sheet.isDeck,
      headerRow: sheet.headerRow,
      columns: sheet.columns.slice(0, COLUMNS_MAX).map(({ index, header, field, reason }) => ({
        index,
        header,
        field,
        reason,
      })),
    })),
    questions: questions.map(({ code, sheet, columns, text, guess, answers, sample }) => ({
      code,
      sheet,
      columns: [...columns],
      text,
      guess,
      answers: answers.map(({ words, options, isExample = false }) => ({
        words,
        settings: settingsOf(options),
        isExample,
      })),
      sample: sample.map(({ row, cells }) => ({
        row,
        cells: Object.entries(cells).map(([column, text]) => ({ column, text })),
      })),
    })),
    assumptions: recognition.assumptions.slice(0, LISTED_MAX).map((one) => ({ ...one })),
    warnings: [...file.warnings, ...recognition.warnings, ...deck.warnings]
      .slice(0, LISTED_MAX)
      .map((one) => ({ ...one })),
    rateCount: deck.rates.length,
    rejectedCount: deck.accounts.reduce((sum, { rejected }) => sum + rejected, 0),
  };
}
