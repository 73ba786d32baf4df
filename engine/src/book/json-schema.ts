/**
 * The schema of a book as JSON Schema 2020-12, for editors and other programs.
 *
 * Says what a single value may be. `readBook` checks more (names that exist, dates in order), and
 * takes null for a field that is left out, which the JSON Schema leaves unmentioned.
 */

import { bookKind } from './schema.js';
import type { AnyKind, Field, JsonObject, JsonValue, RecordKind } from './schema-kinds.js';

export function bookJsonSchema(): JsonObject {
  const definitions: Record<string, JsonValue> = {};
  const book = recordSchema(bookKind as RecordKind<unknown>, definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Ratedeck book',
    ...book,
    properties: {
      $schema: { type: 'string', description: 'Where an editor finds this schema.' },
      ...(book['properties'] as JsonObject),
    },
    $defs: definitions,
  };
}

function recordSchema(
  kind: RecordKind<unknown>,
  definitions: Record<string, JsonValue>,
): JsonObject {
  const properties: Record<string, JsonValue> = {};
  for (const [name, field] of kind.fields) properties[name] = fieldSchema(field, definitions);
  return {
    description: kind.description,
    type: 'object',
    properties,
    ...(kind.requiredNames.length > 0 && { required: kind.requiredNames }),
    additionalProperties: false,
    ...kind.jsonSchema,
  };
}

function fieldSchema(field: Field, definitions: Record<string, JsonValue>): JsonObject {
  const leftOut = field.leftOut === undefined ? '' : ` Left out: ${field.leftOut}.`;
  return {
    description: field.description + leftOut,
    ...kindSchema(field.kind, definitions),
    ...(field.default !== undefined && { default: field.default }),
    ...(field.example !== undefined && { examples: [field.example] }),
  };
}

function kindSchema(kind: AnyKind, definitions: Record<string, JsonValue>): JsonObject {
  if (kind.shape === 'scalar') return kind.jsonSchema;
  if (kind.shape === 'list') {
    return {
      type: 'array',
      items: kindSchema(kind.item, definitions),
      ...(kind.countMin > 0 && { minItems: kind.countMin }),
      ...(Number.isFinite(kind.countMax) && { maxItems: kind.countMax }),
      ...(kind.unique && { uniqueItems: true }),
    };
  }
  if (definitions[kind.name] === undefined) {
    definitions[kind.name] = recordSchema(kind, definitions);
  }
  return { $ref: `#/$defs/${kind.name}` };
}
