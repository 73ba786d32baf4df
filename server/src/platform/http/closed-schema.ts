/** The same schema, in which no object takes fields that it does not name. */

import type { TSchema } from 'typebox';

function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close);
  if (typeof node !== 'object' || node === null) return node;
  const closed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) closed[key] = close(value);
  const isObject = typeof closed['properties'] === 'object';
  if (isObject && closed['additionalProperties'] === undefined)
    closed['additionalProperties'] = false;
  return closed;
}

export function closedSchema(schema: TSchema): object {
  return close(schema) as object;
}
