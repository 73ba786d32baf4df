/** How a user of the command line answers the questions of a deck: answers as options. */

import type { Answer, Question } from '@ratedeck/decks';

const quoted = (text: string): string => (/^[\w./=-]+$/.test(text) ? text : `"${text}"`);

const optionName = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** `--map price=Rate --price-scale 0.01`; empty where no option says it. */
function answerText({ options }: Answer): string {
  return Object.entries(options)
    .flatMap(([name, value]) => {
      if (typeof value === 'string') return [`${optionName(name)} ${quoted(value)}`];
      if (Array.isArray(value)) return value.map((one) => `${optionName(name)} ${quoted(one)}`);
      if (typeof value !== 'object') return [optionName(name)];
      return Object.entries(value as Readonly<Record<string, string>>).map(
        ([field, column]) => `${optionName(name)} ${field}=${quoted(column)}`,
      );
    })
    .join(' ');
}

/** Each answer with its option; the guess too, so that it can be said for good. */
export function settleText({ answers }: Pick<Question, 'answers'>): string {
  const said = answers
    .map((answer) => ({ option: answerText(answer), words: answer.words }))
    .filter(({ option }) => option !== '')
    .map(({ option, words }) => `${option} (${words})`);
  return said.length === 0 ? 'change the file' : said.join(', or ');
}
