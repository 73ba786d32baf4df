/** How a user of the command line settles what is open in a deck: answers and faults with options. */

import { type Answer, type DeckReadError, type Question, settlementOf } from '@ratedeck/decks';

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

/** `say which with --date-order dmy or mdy`; empty where no option settles it. */
function settlementText({ code, sheet }: Coded): string {
  const settled = settlementOf(code, sheet);
  if (settled === null) return '';
  const values = settled.values.map(quoted).join(' or ');
  return `: settle it with ${optionName(settled.option)} ${values}`;
}

interface Coded {
  readonly code: string;
  readonly sheet: string | null;
  readonly message: string;
}

/** The same with the option that settles it, where there is one. */
export function withOption<Told extends Coded>(told: Told): Told {
  return { ...told, message: told.message + settlementText(told) };
}

/** What is wrong with an option, or with the file. */
export function readErrorText({ option, message }: DeckReadError): string {
  return option === null ? message : `${optionName(option)}: ${message}`;
}
