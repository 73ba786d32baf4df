/**
 * Values by a JSON Schema: mostly such as it permits, sometimes such as it doesn't, always from a
 * seed. Texts are hostile: they look like SQL, formulas, markup, paths and broken Unicode.
 */

export type Random = () => number;

/** Mulberry32: enough for tests, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = <T>(random: Random, items: readonly T[]): T =>
  items[Math.floor(random() * items.length)]!;

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
}

const HOSTILE = [
  '',
  ' ',
  "'; DROP TABLE rates; --",
  '=1+1',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '\u0000',
  '\ud800',
  '😀'.repeat(50),
  'x'.repeat(300),
  '%00%',
  '\\x00',
  '{"a":1}',
  '__proto__',
  'NaN',
  '-1',
  '1e308',
  '9'.repeat(18),
  '9'.repeat(40),
  '0.00000000001',
  '12345678901234567890.1234567890',
];
const PLAIN = [
  ...['1', '2', '3', '17', '44', '4420, 447400-447402', '43664', '0', '00', '007'],
  ...['0.0137', '10', 'EUR', 'USD', 'Europe/Vienna', 'UTC', 'Mars/Base'],
  ...[
    '2026-12-01',
    '2026-11-22T12:00:00Z',
    '2026-13-45',
    '0001-01-01',
    '9999-12-31T23:59:59.999+14:00',
  ],
  ...['08:00', '24:00', '25:61', 'Acme', 'Retail', 'admin', '192.0.2.1', '10.0.0.0/8', '::1'],
];
const NUMBERS = [0, 1, -1, 0.5, 60, 1e9, 9_007_199_254_740_991, 1e308, -0, 3.0001, 32, 33, 12, 13];
const ODD: readonly unknown[] = [null, true, [], {}, [[]], 'text', 1, { toString: 'x' }];

const typeOf = (random: Random, { type }: Schema): string | undefined =>
  typeof type === 'object' ? pick(random, type) : type;

/** Now and then something that the schema does not permit: once in `strangeness` times. */
export function randomValue(random: Random, schema: Schema, strangeness = 12): unknown {
  if (random() < 1 / strangeness) return pick(random, ODD);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return pick(random, schema.enum);
  if (schema.anyOf !== undefined)
    return randomValue(random, pick(random, schema.anyOf), strangeness);
  if (schema.examples !== undefined && random() < 0.3) return pick(random, schema.examples);
  switch (typeOf(random, schema)) {
    case 'null':
      return null;
    case 'boolean':
      return random() < 0.5;
    case 'integer':
    case 'number':
      return randomNumber(random, schema);
    case 'array':
      return randomList(random, schema, strangeness);
    case 'object':
      return randomObject(random, schema, strangeness);
    default:
      return pick(random, random() < 0.25 ? HOSTILE : PLAIN);
  }
}

function randomNumber(random: Random, { minimum = 0, maximum = 100 }: Schema): number {
  if (random() < 0.3) return pick(random, NUMBERS);
  return minimum + Math.floor(random() * (Math.min(maximum, minimum + 1000) - minimum + 1));
}

function randomList(random: Random, schema: Schema, strangeness: number): unknown[] {
  const length = (schema.minItems ?? 0) + Math.floor(random() * 3);
  return Array.from({ length }, () => randomValue(random, schema.items ?? {}, strangeness));
}

function randomObject(random: Random, schema: Schema, strangeness: number): object {
  const { properties = {}, required = [] } = schema;
  const value: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    const isWanted = required.includes(name) ? random() > 0.03 : random() < 0.35;
    if (isWanted) value[name] = randomValue(random, property, strangeness);
  }
  return value;
}
