/**
 * The document of the API is good enough to generate a typed client from: everything has a name,
 * every reference leads somewhere, and nothing large stands there twice.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { apiSchemas } from '../src/api-schemas.js';

type Json = Readonly<Record<string, unknown>>;

const root = new URL('../../', import.meta.url);
const text = readFileSync(new URL('docs/reference/openapi.json', root), 'utf8');

interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
}

const document = JSON.parse(text) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
};

/** A type of that many characters is worth a name. */
const INLINE_LENGTH_MAX = 1000;

function* objectsIn(node: unknown): Generator<Json> {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) yield node as Json;
  for (const item of Object.values(node)) yield* objectsIn(item);
}

describe('the document of the API', () => {
  it('names every operation once', () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(ids.length).toBeGreaterThan(50);
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z]+$/);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('names the headers that make a change safe, where they count', () => {
    const headersOf = (path: string, method: string) =>
      (document.paths[`/api/v1${path}`]![method]!.parameters ?? [])
        .filter((parameter) => parameter.in === 'header')
        .map(({ name, required }) => [name, required ?? false]);
    const [once, version] = [
      ['Idempotency-Key', false],
      ['If-Match', false],
    ];
    expect(headersOf('/accounts', 'get')).toEqual([]);
    expect(headersOf('/accounts', 'post')).toEqual([once]);
    expect(headersOf('/accounts/{id}', 'patch')).toEqual([version]);
    expect(headersOf('/rate-tables/{id}/mass-edits', 'post')).toEqual([once, version]);
    expect(headersOf('/book', 'post')).toEqual([once]);
    expect(headersOf('/sessions', 'post')).toEqual([]);
    expect(headersOf('/rate', 'post')).toEqual([]);
  });

  it('refers to what it has, and uses all that it has', () => {
    const used = new Set<string>();
    for (const { $ref } of objectsIn(document)) {
      if (typeof $ref !== 'string') continue;
      const name = /^#\/components\/schemas\/([A-Za-z]+)$/.exec($ref)?.[1];
      expect(name, $ref).toBeDefined();
      used.add(name!);
    }
    expect([...used].sort()).toEqual(Object.keys(document.components.schemas).sort());
  });

  it('has no large schema twice without a name: export it from the schema.ts of its feature', () => {
    const seen = new Map<string, number>();
    for (const node of objectsIn(document)) {
      if (!('properties' in node)) continue;
      const key = JSON.stringify(node);
      if (key.length > INLINE_LENGTH_MAX) seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    expect([...seen].filter(([, count]) => count > 1).map(([key]) => key.slice(0, 200))).toEqual(
      [],
    );
    expect(text.length).toBeLessThan(600_000);
  });

  it('knows the schemas of all features, each name once', () => {
    const source = readFileSync(new URL('server/src/api-schemas.ts', root), 'utf8');
    const files = readdirSync(new URL('server/src', root), { recursive: true, encoding: 'utf8' });
    const schemas = files.filter((file) => /(^|[/-])schema[.]ts$/.test(file));
    expect(schemas.length).toBeGreaterThan(10);
    const missing = schemas.filter((file) => {
      const isFeature = !file.startsWith('platform');
      return isFeature && !source.includes(`'./${file.replace(/[.]ts$/, '.js')}'`);
    });
    expect(missing).toEqual([]);
    expect(apiSchemas.size).toBeGreaterThan(80);
  });
});
