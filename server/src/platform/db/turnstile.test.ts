import { describe, expect, it } from 'vitest';
import { Turnstile, type Visitor } from './turnstile.js';
import { TooBusy } from './unavailable.js';

/** Whoever may not enter at once is refused: nobody waits. */
const AT_ONCE_MS = 0;
const PLACES = 8;

const visitor = (kind: Visitor['kind'], caller: number, topic?: string): Visitor => ({
  kind,
  caller: `user:${caller}`,
  ...(topic !== undefined && { topic }),
});
const times = (count: number, make: (index: number) => Visitor): Visitor[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('a turnstile with 8 places', () => {
  const cases: readonly (readonly [string, readonly Visitor[], Visitor, boolean])[] = [
    ['anybody where nobody is', [], visitor('write', 1), true],
    ['one more of a caller', times(3, () => visitor('read', 1)), visitor('read', 1), true],
    ['a fifth of a caller', times(4, () => visitor('read', 1)), visitor('read', 1), false],
    ['another caller beside it', times(4, () => visitor('read', 1)), visitor('read', 2), true],
    [
      'nobody where all places are taken',
      times(8, (i) => visitor('read', i)),
      { kind: 'read' },
      false,
    ],
    ['a sixth writer', times(5, (i) => visitor('write', i)), visitor('write', 9), true],
    ['a seventh writer', times(6, (i) => visitor('write', i)), visitor('write', 9), false],
    ['a reader beside them', times(6, (i) => visitor('write', i)), visitor('read', 9), true],
    ['a second file', [visitor('file', 1)], visitor('file', 2), true],
    ['a third file', times(2, (i) => visitor('file', i)), visitor('file', 9), false],
    [
      'a second writer of one table',
      [visitor('write', 1, 't/1')],
      visitor('write', 2, 't/1'),
      true,
    ],
    ['a third one', times(2, (i) => visitor('write', i, 't/1')), visitor('write', 9, 't/1'), false],
    [
      'one of another',
      times(2, (i) => visitor('write', i, 't/1')),
      visitor('write', 9, 't/2'),
      true,
    ],
    [
      'a reader of it',
      times(2, (i) => visitor('write', i, 't/1')),
      visitor('read', 9, 't/1'),
      true,
    ],
    ['a file of it', times(2, (i) => visitor('write', i, 't/1')), visitor('file', 9, 't/1'), true],
    [
      'a writer where many read',
      times(4, (i) => visitor('read', i, 't/1')),
      visitor('write', 9, 't/1'),
      true,
    ],
  ];

  it.each(cases)('%s', async (_, inside, next, mayEnter) => {
    const turnstile = new Turnstile(PLACES, AT_ONCE_MS);
    for (const one of inside) await turnstile.enter(one);
    const entered = turnstile.enter(next);
    if (mayEnter) await expect(entered).resolves.toBeTypeOf('function');
    else await expect(entered).rejects.toThrow(TooBusy);
  });
});
