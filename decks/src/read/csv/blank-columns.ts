/**
 * Reports as text, whose columns stand below each other with blanks between them and no other
 * delimiter: the places that are blank in every line of the table part its cells. Lines without a gap
 * (titles, notes) have no say and stay one cell.
 */

const SAMPLE_LINES = 1000;
const LINES_MIN = 3;
const GAP = /\S {2,}\S/;
const GAP_MIN = 2;
const LINE_CHARACTERS_MAX = 2000;

/** Where columns begin; null when the text is no such report. */
export function blankColumns(text: string): readonly number[] | null {
  const sample = text.split(/\r\n|\r|\n/, SAMPLE_LINES);
  const lines = sample.filter((line) => GAP.test(line) && line.length <= LINE_CHARACTERS_MAX);
  const filled = sample.filter((line) => line.trim() !== '').length;
  if (lines.length < LINES_MIN || lines.length * 2 < filled) return null;
  const width = lines.reduce((most, line) => Math.max(most, line.trimEnd().length), 0);
  const isUsed: boolean[] = Array.from({ length: width }, () => false);
  for (const line of lines) {
    for (let at = 0; at < line.length; at += 1) if (line[at] !== ' ') isUsed[at] = true;
  }
  const starts: number[] = [];
  let gap = GAP_MIN;
  for (const [at, used] of isUsed.entries()) {
    if (used && gap >= GAP_MIN) starts.push(at);
    gap = used ? 0 : gap + 1;
  }
  return starts.length > 1 ? starts : null;
}

/** The same text with tabs between its columns. */
export function withTabs(text: string, starts: readonly number[]): string {
  return text
    .split(/(\r\n|\r|\n)/)
    .map((line) => (GAP.test(line) ? cellsOf(line, starts).join('\t') : line))
    .join('');
}

function cellsOf(line: string, starts: readonly number[]): string[] {
  return starts.map((start, at) => {
    const from = at === 0 ? 0 : start;
    return line.slice(from, starts[at + 1] ?? line.length).trim();
  });
}
