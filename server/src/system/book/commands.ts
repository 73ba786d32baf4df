/** `ratedeck book`: the whole configuration of a server as one book, out and in. */

import type { Command } from 'commander';
import { readBookFile } from '../../offline/book-files/service.js';
import { badInput } from '../../platform/cli/command-failure.js';
import { writeStdout } from '../../platform/cli/terminal.js';
import { textTable } from '../../platform/cli/text-table.js';
import { connectServer } from '../../platform/client/server-client.js';
import { addServerOptions, type ServerOptions } from '../../platform/client/server-options.js';
import { note } from '../../platform/client/shown.js';
import { writeFileWhole } from '../../platform/files/write-file-whole.js';
import type { BookCompared, BookImported, BookThing } from './schema.js';

interface ExportOptions extends ServerOptions {
  readonly out: string;
}

async function exportBook({ out, ...options }: ExportOptions): Promise<void> {
  const bytes = await connectServer(options).stream({ path: '/book' });
  if (out === '-') {
    for await (const chunk of bytes) await writeStdout(chunk);
    return;
  }
  const size = await writeFileWhole(out, bytes);
  const answer = { file: out, bytes: size };
  const words = `Wrote the book to ${out} (${size.toLocaleString('en')} bytes).\n`;
  await writeStdout(options.json === true ? `${JSON.stringify(answer)}\n` : words);
}

/** With the rates of files beside it: they do not come along by themselves. */
async function readBook(file: string): Promise<string> {
  const { book, faults } = await readBookFile(file);
  if (faults.length > 0) throw badInput(`${file} has files that cannot be read`, faults);
  return JSON.stringify(book);
}

/** `rateTables` as people say it: `rate tables`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (at) => ` ${at.toLowerCase()}`);

interface ImportOptions extends ServerOptions {
  readonly dryRun?: boolean;
}

function importedText({ created, updated, unchanged }: Omit<BookImported, 'changeSetIds'>): string {
  const rows = Object.keys(created).map((part) => [
    inWords(part),
    ...[created, updated, unchanged].map((counts) =>
      String((counts as Readonly<Record<string, number>>)[part] ?? 0),
    ),
  ]);
  const right = { align: 'right' } as const;
  return textTable(
    [
      { header: 'part' },
      { header: 'created', ...right },
      { header: 'updated', ...right },
      { header: 'unchanged', ...right },
    ],
    rows,
  );
}

async function importBook(file: string, { dryRun, ...options }: ImportOptions): Promise<void> {
  if (dryRun === true) {
    const compared = await compare(file, options);
    await tell(compared, options, importedText(compared));
    if (options.json !== true) note('Nothing was written: this is what importing it would do.');
    return;
  }
  const body = await readBook(file);
  const client = connectServer(options);
  const imported = await client.call<BookImported>({ method: 'POST', path: '/book', body });
  await tell(imported, options, importedText(imported));
}

async function compare(file: string, options: ServerOptions): Promise<BookCompared> {
  const body = await readBook(file);
  return connectServer(options).call<BookCompared>({ method: 'POST', path: '/book/diff', body });
}

async function tell(
  answer: BookImported | BookCompared,
  { json }: ServerOptions,
  text: string,
): Promise<void> {
  await writeStdout(json === true ? `${JSON.stringify(answer)}\n` : text);
  for (const { part, count, why } of answer.leftOut) {
    note(`Left out: ${count} in ${inWords(part)}, ${why}.`);
  }
}

const SIGNS = { created: '+', updated: '~', unchanged: '=' } as const;

function changeText({ change, fields, items, part }: BookThing): string {
  const what = part === 'codeDecks' ? 'codes' : 'rates';
  const counts = Object.entries(items ?? {})
    .filter(([outcome, count]) => outcome !== 'unchanged' && count > 0)
    .map(([outcome, count]) => `${what} ${outcome}: ${count.toLocaleString('en')}`);
  const settings = change === 'updated' ? fields.filter((field) => field !== what) : [];
  return [...settings.map(inWords), ...counts].join(', ');
}

function diffText(compared: BookCompared): string {
  const changed = compared.things.filter(({ change }) => change !== 'unchanged');
  if (changed.length === 0) return 'The server has all of it already.\n';
  return textTable(
    [{ header: '' }, { header: 'part' }, { header: 'name' }, { header: 'what' }],
    changed.map((thing) => [
      ...[SIGNS[thing.change], inWords(thing.part), thing.name, changeText(thing)],
    ]),
  );
}

async function diffBook(file: string, options: ServerOptions): Promise<void> {
  const compared = await compare(file, options);
  await tell(compared, options, diffText(compared));
  if (options.json === true) return;
  const untouched = compared.things.filter(({ change }) => change === 'unchanged').length;
  note(`${untouched} thing(s) of the book are untouched. Nothing was written.`);
}

const exportHelp = `
Examples:
  ratedeck book export --out book.json
  ratedeck book export | jq .rateTables

One state of the whole configuration, taken while others work. "ratedeck rate --book" prices by it.
A book has no place for addresses of trunks, the operator's account, that a table is archived, notices,
descriptions of categories, and that a special rate owns a rate: "ratedeck backup" keeps all of it.
`;

const importHelp = `
Examples:
  ratedeck book import book.json
  ratedeck book import book.json --dry-run

Takes all of it or nothing. What the book does not name stays as it is. All faults are told at once,
each with its path.
`;

const diffHelp = `
Example:
  ratedeck book diff book.json

One line for each thing that importing the book would create (+) or update (~), with the fields that
differ and how many rates; --json tells the untouched ones too. Nothing is written, so a book that
lives in git can be reviewed against the server before it is imported.
`;

export function registerBookCommands(program: Command): void {
  const book = program
    .command('book')
    .description('the whole configuration of a server as one document');
  addServerOptions(
    book
      .command('export')
      .description('write the configuration as a book')
      .option('--out <file>', 'file to write; - is standard output', '-'),
  )
    .addHelpText('after', exportHelp)
    .action(exportBook);
  addServerOptions(
    book
      .command('import')
      .description('bring a configuration from a book')
      .argument('<file>', 'the book, JSON')
      .option('--dry-run', 'only say what it would do'),
  )
    .addHelpText('after', importHelp)
    .action(importBook);
  addServerOptions(
    book
      .command('diff')
      .description('show what importing a book would change')
      .argument('<file>', 'the book, JSON'),
  )
    .addHelpText('after', diffHelp)
    .action(diffBook);
}
