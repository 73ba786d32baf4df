/**
 * Parses JSON and, when it is not well-formed, says where: line, column and what stands there.
 * The language's own messages name a position only now and then. The scan runs only after a
 * failure, so a good document costs nothing extra.
 */

export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  readonly line: number;
  readonly column: number;

  constructor(line: number, column: number, message: string) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

interface Flaw {
  readonly position: number;
  readonly message: string;
}

const white = /[ \t\r\n]*/y;
const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// A literal control character in a string is the one thing besides a bad escape that ends it.
const stringForm = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
const wordForm = /true|false|null/y;

function matchEnd(form: RegExp, text: string, position: number): number {
  form.lastIndex = position;
  return form.test(text) ? form.lastIndex : position;
}

/** Finds the first flaw without recursion, so depth has no limit. Null when there is none. */
export function findJsonFlaw(text: string): Flaw | null {
  const closers: string[] = [];
  let at = matchEnd(white, text, 0);
  let expects: 'value' | 'first-or-end' | 'key' | 'after' = 'value';
  for (;;) {
    const character = text[at];
    if (expects === 'after') {
      if (closers.length === 0) {
        return at < text.length
          ? { position: at, message: 'nothing may follow the document' }
          : null;
      }
      const closer = closers[closers.length - 1]!;
      if (character === closer) {
        closers.pop();
      } else if (character === ',') {
        expects = closer === '}' ? 'key' : 'value';
      } else {
        return { position: at, message: `expected "," or "${closer}"` };
      }
      at = matchEnd(white, text, at + 1);
      continue;
    }
    const inObject = closers[closers.length - 1] === '}';
    if (expects === 'first-or-end' && character === closers[closers.length - 1]) {
      closers.pop();
      expects = 'after';
      at = matchEnd(white, text, at + 1);
      continue;
    }
    if (expects === 'key' || (expects === 'first-or-end' && inObject)) {
      const key = scanKey(text, at);
      if (typeof key !== 'number') return key;
      at = key;
      expects = 'value';
      continue;
    }
    if (character === '{' || character === '[') {
      closers.push(character === '{' ? '}' : ']');
      expects = 'first-or-end';
      at = matchEnd(white, text, at + 1);
      continue;
    }
    const end = scanScalar(text, at);
    if (typeof end !== 'number') return end;
    at = matchEnd(white, text, end);
    expects = 'after';
  }
}

function scanString(text: string, start: number): number | Flaw {
  const end = matchEnd(stringForm, text, start);
  if (text[end] === '"') return end + 1;
  if (end >= text.length) return { position: start, message: 'this string is never closed' };
  if (text[end] === '\\') return { position: end, message: 'this escape is unknown in JSON' };
  return { position: end, message: 'a string may not hold a line break or control character' };
}

function scanKey(text: string, start: number): number | Flaw {
  if (text[start] !== '"') {
    const trailing = text[start] === '}' ? '; remove the comma before "}"' : '';
    return { position: start, message: `expected a name in double quotes${trailing}` };
  }
  const end = scanString(text, start);
  if (typeof end !== 'number') return end;
  const colon = matchEnd(white, text, end);
  if (text[colon] !== ':') return { position: colon, message: 'expected ":"' };
  return matchEnd(white, text, colon + 1);
}

function scanScalar(text: string, start: number): number | Flaw {
  if (text[start] === '"') return scanString(text, start);
  const end = Math.max(matchEnd(numberForm, text, start), matchEnd(wordForm, text, start));
  if (end > start) return end;
  if (start >= text.length) return { position: start, message: 'the document ends too early' };
  if (text[start] === "'") return { position: start, message: 'strings take double quotes' };
  const trailing = text[start] === ']' ? '; remove the comma before "]"' : '';
  return { position: start, message: `expected a value${trailing}` };
}

/** Throws {@link JsonSyntaxError}. */
export function parseJson(text: string): unknown {
  const document = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return JSON.parse(document) as unknown;
  } catch (error) {
    const flaw = findJsonFlaw(document);
    if (flaw === null) throw error;
    const before = document.slice(0, flaw.position);
    const line = before.split('\n').length;
    const column = flaw.position - before.lastIndexOf('\n');
    throw new JsonSyntaxError(line, column, flaw.message);
  }
}
