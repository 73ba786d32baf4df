/** The examples in the sources are true: each `@example` is an expression that must hold. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const SOURCES = join(import.meta.dirname, '../src');

interface Example {
  readonly file: string;
  readonly expression: string;
}

function examplesOf(file: string): Example[] {
  const text = readFileSync(join(SOURCES, file), 'utf8');
  return [...text.matchAll(/^ *\* @example (.+)$/gm)].map((match) => ({
    file,
    expression: match[1]!,
  }));
}

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
const examples = files.filter((file) => /(?<!\.test)\.ts$/.test(file)).flatMap(examplesOf);

describe('examples in the sources', () => {
  test('there are some', () => expect(examples.length).toBeGreaterThanOrEqual(10));

  test.each(examples)('$file: $expression', async ({ file, expression }) => {
    const module = (await import(join(SOURCES, file))) as Record<string, unknown>;
    const holds = new Function(...Object.keys(module), `return ${expression};`) as (
      ...values: unknown[]
    ) => unknown;
    expect(holds(...Object.values(module))).toBe(true);
  });
});
