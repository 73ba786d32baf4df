/**
 * The cursor of a list: its sort and two texts that say where the page ended. It is checked like any
 * other input, as users can write one themselves; what the texts may be is known to the list.
 */

export class BadCursor extends Error {}

export function notACursor(): BadCursor {
  return new BadCursor('is no cursor of this list');
}

export function encodeCursor(sort: string, value: string, id: string): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

export function decodeCursor(cursor: string, sort: string): readonly [value: string, id: string] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw notACursor();
  }
  const isPlace =
    Array.isArray(parts) && parts.length === 3 && parts.every((part) => typeof part === 'string');
  if (!isPlace) throw notACursor();
  const [cursorSort, value, id] = parts as [string, string, string];
  if (cursorSort !== sort) throw new BadCursor('belongs to a list with another sort');
  return [value, id];
}
