import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ByteSource } from './byte-source.js';
import { withLineFeeds } from './open-calls.js';

/** Gives its bytes in pieces of the lengths that are named, then one by one. */
function sourceOf(bytes: Buffer, pieces: readonly number[] = []): ByteSource {
  let at = 0;
  let piece = 0;
  return {
    name: 'calls',
    fraction: () => null,
    read: (target) => {
      const wanted = pieces[piece] ?? 1;
      piece += 1;
      const count = Math.min(wanted, target.length, bytes.length - at);
      target.set(bytes.subarray(at, at + count));
      at += count;
      return Promise.resolve(count);
    },
    close: () => Promise.resolve(),
  };
}

async function readAll(source: ByteSource, size: number): Promise<string> {
  const parts: Buffer[] = [];
  for (;;) {
    const target = Buffer.alloc(size);
    const count = await source.read(target);
    if (count === 0) return Buffer.concat(parts).toString('latin1');
    parts.push(target.subarray(0, count));
  }
}

test('carriage returns that end lines alone become line feeds, wherever a read is cut', async () => {
  const text = fc.stringMatching(/^[a\r\n]{0,20}$/);
  const pieces = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(text, pieces, fc.integer({ min: 2, max: 9 }), async (given, cuts, size) => {
      const source = withLineFeeds(sourceOf(Buffer.from(given), cuts));
      expect(await readAll(source, size)).toBe(given.replace(/\r(?!\n)/g, '\n'));
    }),
    { numRuns: 500 },
  );
});
