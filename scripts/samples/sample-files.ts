/** All generated files of the samples as texts, by name. The same texts each time it is asked. */

import { formatCallsCsv } from './call.js';
import { readDestinations } from './destinations.js';
import { formatJson } from './json-lines.js';
import { formatRatesCsv } from './rates-csv.js';
import { makeSampleBook } from './sample-book.js';
import { makeSampleCalls } from './sample-calls.js';

export function makeSampleFiles(): ReadonlyMap<string, string> {
  const { book, ratesFiles } = makeSampleBook(readDestinations());
  return new Map([
    ['book.json', formatJson(book)],
    ...[...ratesFiles].map(([name, rates]): [string, string] => [name, formatRatesCsv(rates)]),
    ['calls.csv', formatCallsCsv(makeSampleCalls())],
  ]);
}
