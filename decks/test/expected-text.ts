/**
 * Reads the `expected.txt` beside a fixture's input: lines of `word rest`, or a word alone with a
 * table below it, indented, cells between bars. `-` is "left out", `*` the empty text.
 *
 *     file encoding=utf-16le mark lines=cr     how the bytes are made from the readable input
 *     options dateOrder=dmy map.price=Rate     what the reader is told
 *     columns                                  header and field; `-` is of no use
 *     header 9                                 row of the header (of the first sheet with rates)
 *     decks Rates, Mobile                      sheets with rates; the others have none
 *     questions date_order                     all of them; left out: there are none
 *     rates                                    every rate, with the fields that the header names;
 *                                              a field of a rate that is not named must be absent
 *     rejected                                 every rejection
 *     ignored 1 2 9                            every row passed over
 *     accounts                                 every sheet
 *     fails password                           it can not be read, and the message says this
 *     warns numbers                            some warning or question says this
 *
 * Further words: currency, unresolved, duplicates, conflicts, names (a code deck), profiles.
 */

export type Table = readonly Readonly<Record<string, string>>[];

export class ExpectedText {
  readonly #lines = new Map<string, string[]>();
  readonly #tables = new Map<string, Table>();

  constructor(text: string, where: string) {
    let word = '';
    const blocks = new Map<string, string[]>();
    for (const line of text.split('\n')) {
      if (line.trim() === '' || line.startsWith('#')) continue;
      if (line.startsWith(' ')) {
        const block = blocks.get(word);
        if (block === undefined) throw new Error(`${where}: a table without a word: ${line}`);
        block.push(line);
        continue;
      }
      word = line.split(' ', 1)[0]!;
      if (!WORDS.has(word)) throw new Error(`${where}: no word ${JSON.stringify(word)}`);
      const rest = line.slice(word.length).trim();
      if (rest === '') blocks.set(word, []);
      else this.#lines.set(word, [...(this.#lines.get(word) ?? []), rest]);
    }
    for (const [name, lines] of blocks) this.#tables.set(name, tableOf(lines, where));
  }

  line(word: string): string | null {
    return this.#lines.get(word)?.join(' ') ?? null;
  }

  /** All lines of a word that may stand several times. */
  lines(word: string): readonly string[] {
    return this.#lines.get(word) ?? [];
  }

  list(word: string): readonly string[] {
    return (this.line(word) ?? '')
      .split(/[\s,;]+/)
      .filter((item) => item !== '' && item !== '-')
      .sort();
  }

  settings(word: string): ReadonlyMap<string, string> {
    const parts = (this.line(word) ?? '').split(/\s+/).filter((part) => part !== '');
    return new Map(
      parts.map((part) => {
        const [name, ...value] = part.split('=');
        return [name!, value.join('=').replaceAll('_', ' ')];
      }),
    );
  }

  table(word: string): Table | null {
    return this.#tables.get(word) ?? null;
  }
}

const WORDS = new Set([
  ...['file', 'options', 'columns', 'header', 'decks', 'questions', 'rates', 'rejected', 'ignored'],
  ...['accounts', 'fails', 'warns', 'currency', 'unresolved', 'duplicates', 'conflicts', 'names'],
  'profiles',
  // Of layouts (layouts/layout.ts).
  ...['source', 'none', 'or1', 'or2', 'or3', 'loose', 'fair', 'must-ask', 'answer', 'says'],
  ...['never', 'rejects', 'alias-1'],
  // Of files of calls (../../test/cli/call-layouts.test.ts).
  ...['layout', 'zone', 'dates', 'asked', 'refused', 'invalid', 'open', 'events'],
]);

function tableOf(lines: readonly string[], where: string): Table {
  const [header, ...rows] = lines.map((line) => line.split(' | ').map((cell) => cell.trim()));
  if (header === undefined) return [];
  return rows.map((cells) => {
    if (cells.length !== header.length) {
      throw new Error(`${where}: ${cells.length} cells under ${header.join(' | ')}: ${cells}`);
    }
    return Object.fromEntries(header.map((name, at) => [name, cells[at]!]));
  });
}
