/** The page of the documents that lists the layouts and what becomes of each. */

import { OUTCOMES, type Outcome, type Verdict } from './judge.js';
import { callsLayouts, type Layout } from './layout.js';

const HEADINGS: Readonly<Record<string, string>> = {
  callers: 'Prices by caller',
  carriers: 'Decks of carriers',
  cells: 'What stands in cells',
  columns: 'Columns beside code and price',
  garbled: 'Well-read decks with one thing changed',
  headerless: 'Without a header',
  languages: 'Languages',
  'no-decks': 'Files that are no decks',
  providers: 'Price lists of providers',
  retail: 'Retail lists',
  shapes: 'Shapes of files',
  switches: 'Exports of switches and billing systems',
  us: 'Decks of the United States',
  workbooks: 'Workbooks',
};

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  right: 'read right',
  asked: 'asked, and right with the answer',
  loud: 'not read right, and says so',
  silent: '**read wrongly, without a word**',
};

export function layoutsPage(verdicts: ReadonlyMap<Layout, Verdict>): string {
  const groupNames = new Set([...verdicts].map(([{ name }]) => name.split('/', 1)[0]!));
  const sections = [...groupNames].map((group) => {
    const members = [...verdicts].filter(([{ name }]) => name.startsWith(`${group}/`));
    const rows = members.map(
      ([{ name, source }, { outcome }]) =>
        `| ${name.slice(group.length + 1)} | ${cell(source)} | ${OUTCOME_WORDS[outcome]} |`,
    );
    const table = ['| layout | met with | outcome |', '| --- | --- | --- |', ...rows].join('\n');
    return `## ${HEADINGS[group] ?? group}\n\n${table}\n`;
  });
  return [INTRODUCTION, scoreTable(verdicts), ...sections, callsSection()].join('\n');
}

function scoreTable(verdicts: ReadonlyMap<Layout, Verdict>): string {
  const rows = OUTCOMES.map((outcome) => {
    const count = [...verdicts.values()].filter((verdict) => verdict.outcome === outcome).length;
    return `| ${OUTCOME_WORDS[outcome]} | ${count} of ${verdicts.size} |`;
  });
  const asked = [...verdicts.values()].map(({ questions }) => questions);
  const total = asked.reduce((sum, count) => sum + count, 0);
  const some = asked.filter((count) => count > 0).length;
  const questions =
    `${total} questions are asked of ${some} of them. Of the first 325, the reader asked 165 of 131 before it ` +
    'was\nmended by the last of these, and 142 of 122 after.\n';
  return `${['| outcome | layouts |', '| --- | --- |', ...rows].join('\n')}\n\n${questions}`;
}

function callsSection(): string {
  const rows = callsLayouts().map(
    ({ name, source, open }) =>
      `| ${name} | ${cell(source)} | ${open === null ? 'priced right' : `not yet: ${cell(open)}`} |`,
  );
  const table = ['| layout | met with | outcome |', '| --- | --- | --- |', ...rows].join('\n');
  return `## Files of calls\n\nPriced by the built command, with the options that their users would give.\n\n${table}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

const INTRODUCTION = `# Layouts of rate decks

What carriers, switches, billing systems and providers send, and what becomes of it here. Each layout
is a small file of our own in \`decks/test/layouts\`, written after the documentation or the public
exports of those who use it, with our own names and numbers. The right answer was written down before
any reader saw the file, and a test compares both each time: this page is written by that test
(\`npx vitest run decks/test/layouts --update\`).

What a reader was mended by says little of files that it has not seen. So more were written after each
round of mending, and their first reading counts (eighteen answers that were wrong themselves were put
right before):

| written | layouts | read right | asked | failed and said so | wrong without a word |
| --- | --- | --- | --- | --- | --- |
| first | 303 | 123 | 26 | 57 | 97 |
| after mending by some of these | 60 | 37 | 12 | 8 | 3 |
| after mending by these and those | 30 | 17 | 8 | 5 | 0 |
| after mending by all of those | 69 | 32 | 21 | 11 | 5 |
| after mending by nearly all of these as well | 41 | 17 | 13 | 5 | 6 |
| after mending by all of these | 50 | 16 | 22 | 8 | 4 |
| after mending by those too | 30 | 11 | 13 | 5 | 1 |
| after mending by all but these | 20 | 6 | 11 | 1 | 2 |

What became of all of them by now:
`;
