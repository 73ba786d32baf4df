/** Words and settings of a golden line; it knows nothing of books or calls. */

/** Words of a line; quotes keep spaces together, a word that begins with `#` ends the line. */
export function wordsOf(line: string): string[] {
  const words: string[] = [];
  const pattern = /#.*$|\s+|((?:"[^"]*"|[^\s"])+)/gy;
  for (const match of line.matchAll(pattern)) {
    if (match[1] !== undefined) words.push(match[1].replaceAll('"', ''));
  }
  return words;
}

/** `price=0.60 blocked` is price 0.60 and blocked true. */
export function settingsOf(words: readonly string[]): Map<string, string> {
  const settings = new Map<string, string>();
  for (const word of words) {
    const cut = word.indexOf('=');
    if (cut < 0) settings.set(word, 'true');
    else settings.set(word.slice(0, cut), word.slice(cut + 1));
  }
  return settings;
}
