/**
 * Gives the schemas of an OpenAPI document their names: what stands in it again and again becomes a
 * component and references to it, so that a client can be generated with one type for each.
 *
 * Schemas are known by what they say. On the way into the document they are copied, closed against
 * unknown fields and made nullable; each of these forms is still found.
 */

import type { TSchema } from 'typebox';
import { closedSchema } from './closed-schema.js';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Equal for equal schemas, whatever the order of their keys. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const given = Object.entries(value).filter(([, item]) => item !== undefined);
  const sorted = given.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${textOf(item)}`).join()}}`;
}

const plain = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema));

/**
 * Names by what the schemas say. What takes unknown fields (an answer may get more of them) and what
 * does not (a request) are two; the second is called `...Input` only where `uses` has both.
 */
function namesByText(
  schemas: ReadonlyMap<string, TSchema>,
  uses: ReadonlySet<string>,
): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name, schema] of schemas) {
    // Plain texts and numbers say more where they stand than behind a reference.
    if (!isObject(schema) || schema['type'] !== 'object') continue;
    const open = textOf(plain(schema));
    const closed = textOf(plain(closedSchema(schema)));
    if (!names.has(open)) names.set(open, name);
    if (!names.has(closed)) names.set(closed, uses.has(open) ? `${name}Input` : name);
  }
  return names;
}

/** What all the objects in it say, as if none could be null. */
function textsIn(node: unknown, into: Set<string> = new Set()): Set<string> {
  if (Array.isArray(node)) for (const item of node) textsIn(item, into);
  if (!isObject(node)) return into;
  if ('properties' in node) into.add(textOf({ ...node, type: 'object' }));
  for (const item of Object.values(node)) textsIn(item, into);
  return into;
}

class Components {
  readonly #names: ReadonlyMap<string, string>;
  readonly schemas: Record<string, unknown> = {};

  constructor(names: ReadonlyMap<string, string>) {
    this.#names = names;
  }

  /** The same with references in place of what has a name. */
  referring(node: unknown): unknown {
    if (Array.isArray(node)) return node.map((item) => this.referring(item));
    if (!isObject(node)) return node;
    const name = this.#names.get(textOf(node));
    if (name !== undefined) return this.#reference(name, node);
    const { type } = node;
    if (Array.isArray(type) && type.length === 2 && type[0] === 'object' && type[1] === 'null') {
      const named = this.#names.get(textOf({ ...node, type: 'object' }));
      if (named !== undefined) {
        return { anyOf: [this.#reference(named, { ...node, type: 'object' }), { type: 'null' }] };
      }
    }
    return this.#inside(node);
  }

  #inside(node: Json): Json {
    return Object.fromEntries(
      Object.entries(node).map(([key, item]) => [key, this.referring(item)]),
    );
  }

  #reference(name: string, node: Json): Json {
    this.schemas[name] ??= this.#inside(node);
    return { $ref: `#/components/schemas/${name}` };
  }
}

interface OpenApi {
  readonly paths?: object;
  readonly components?: { readonly schemas?: object };
}

export function withNamedSchemas<Document extends OpenApi>(
  document: Document,
  schemas: ReadonlyMap<string, TSchema>,
): Document {
  const paths = plain(document.paths ?? {});
  const named = new Components(namesByText(schemas, textsIn(paths)));
  const referring = named.referring(paths);
  const { components } = document;
  return {
    ...document,
    components: { ...components, schemas: { ...components?.schemas, ...named.schemas } },
    paths: referring,
  };
}
