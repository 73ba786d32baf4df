import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookJsonSchema } from './json-schema.js';
import { bookKind } from './schema.js';
import type { AnyKind, JsonObject, ListKind, RecordKind, ScalarKind } from './schema-kinds.js';

const seed = Date.now() % 1_000_000;
console.log(`schema.test.ts: fast-check seed ${seed}`);

/** Every scalar that occurs in the book, by the path of its first mention. */
function scalarsOf(kind: AnyKind, path: string, found: Map<string, ScalarKind<unknown>>) {
  if (kind.shape === 'scalar') found.set(path, kind);
  if (kind.shape === 'list') scalarsOf((kind as ListKind<unknown>).item, `${path}[]`, found);
  if (kind.shape === 'record') {
    for (const [name, field] of kind.fields) scalarsOf(field.kind, `${path}.${name}`, found);
  }
  return found;
}

const scalars = scalarsOf(bookKind as RecordKind<unknown>, 'book', new Map());
const patterned = [...scalars].filter(([, { jsonSchema }]) => jsonSchema['pattern'] !== undefined);

function excludedBy({ minLength, not }: JsonObject): RegExp | null {
  if (minLength === 1) return /^$/;
  return not === undefined ? null : new RegExp((not as JsonObject)['pattern'] as string, 'u');
}

describe('the schema of the book', () => {
  it.each(patterned)('%s: check and pattern agree', (_path, kind) => {
    const pattern = new RegExp(kind.jsonSchema['pattern'] as string, 'u');
    const exists = ['IANA zone', 'date', 'instant'].includes(kind.title);
    const excluded = excludedBy(kind.jsonSchema);
    const length = (kind.jsonSchema['maxLength'] ?? Number.POSITIVE_INFINITY) as number;
    const texts = fc.oneof(
      fc.stringMatching(pattern, { size: 'medium' }),
      fc.string(),
      fc.stringMatching(/^[0-9.,:TZ-]{0,30}$/),
      fc.stringMatching(/^[0-9]{0,16}\.?[0-9]{0,11}$/),
      fc.constantFrom('', '0', '00:00', '24:00', '1.', '.1', '2026-02-30', '\u0000', '\n', '1\n'),
      fc.constantFrom(' ', '\u00a0', '\u200b', '\ud800', 'a\udc00', '\ud83d\ude00', 'a\ud83d'),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const said =
          pattern.test(text) && text.length <= length && !(excluded?.test(text) ?? false);
        const held = kind.check(text) === null;
        // What exists is for the check alone: the pattern may say more than it, never less.
        if (exists) expect(held && !said, JSON.stringify(text)).toBe(false);
        else expect(held, JSON.stringify(text)).toBe(said);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('has defaults and examples that are right', () => {
    const wrong: string[] = [];
    const visit = (kind: AnyKind, path: string): void => {
      if (kind.shape === 'list') visit(kind.item, `${path}[]`);
      if (kind.shape !== 'record') return;
      for (const [name, field] of kind.fields) {
        for (const value of [field.default, field.example]) {
          const check = field.kind.shape === 'scalar' ? field.kind.check : () => null;
          if (value !== undefined && check(value) !== null) wrong.push(`${path}.${name}`);
        }
        if (!/^[A-Z`].*\.$/.test(field.description)) wrong.push(`${path}.${name}: no sentence`);
        visit(field.kind, `${path}.${name}`);
      }
    };
    visit(bookKind as RecordKind<unknown>, 'book');
    expect(wrong).toEqual([]);
  });

  it('refers only to what it defines, and permits $schema', () => {
    const schema = bookJsonSchema() as { $defs: object; properties: object };
    const references = [...JSON.stringify(schema).matchAll(/"#\/\$defs\/(\w+)"/g)];
    expect(new Set(references.map((match) => match[1]))).toEqual(
      new Set(Object.keys(schema.$defs)),
    );
    expect(schema.properties).toHaveProperty(['$schema']);
  });
});
