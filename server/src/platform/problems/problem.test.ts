import { describe, expect, it } from 'vitest';
import { notFound, Problem, referenced } from './problem.js';

describe('what a field of a request names', () => {
  const look = (looked: Promise<string>) => referenced(looked, 'ownerId', 'account');

  it('is what was found', async () => {
    expect(await look(Promise.resolve('found'))).toBe('found');
  });

  it('is a fault of that field when there is nothing to be seen', async () => {
    await expect(look(Promise.reject(notFound('account', '7')))).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [
        {
          path: 'ownerId',
          code: 'unknown_reference',
          message: 'names no account that you can see',
        },
      ],
    });
  });

  it.each(['unavailable', 'stale', 'forbidden'] as const)(
    'stays unsaid where looking failed otherwise: %s',
    async (code) => {
      await expect(look(Promise.reject(new Problem(code)))).rejects.toMatchObject({ code });
    },
  );
});
