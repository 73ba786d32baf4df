/** What is remembered of keys and sessions, and for how long. */

import { describe, expect, it, vi } from 'vitest';
import { CredentialCache } from './credential-cache.js';

const HASH = Buffer.from('hash');
const always = () => true;

describe('the memory of credentials', () => {
  it('asks once for what is asked for again and again, and at once', async () => {
    const cache = new CredentialCache<string>();
    const load = vi.fn(async () => 'found');
    await Promise.all([cache.find(HASH, load, always), cache.find(HASH, load, always)]);
    expect(await cache.find(HASH, load, always)).toBe('found');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('asks again after half a second, after a commit, and for what is not good any more', async () => {
    const cache = new CredentialCache<string>();
    const load = vi.fn(async () => 'found');
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000);
    await cache.find(HASH, load, always);
    clock.mockReturnValue(1_499);
    await cache.find(HASH, load, always);
    expect(load).toHaveBeenCalledTimes(1);
    clock.mockReturnValue(1_500);
    await cache.find(HASH, load, always);
    expect(load).toHaveBeenCalledTimes(2);
    cache.clear();
    await cache.find(HASH, load, always);
    expect(load).toHaveBeenCalledTimes(3);
    await cache.find(HASH, load, () => false);
    expect(load).toHaveBeenCalledTimes(4);
    clock.mockRestore();
  });

  it('does not remember what was asked before a commit and answered after it', async () => {
    const cache = new CredentialCache<string>();
    let answer: (found: string) => void = () => undefined;
    const before = cache.find(
      HASH,
      () =>
        new Promise<string>((resolve) => {
          answer = resolve;
        }),
      always,
    );
    cache.clear();
    answer('old');
    expect(await before).toBe('old');
    expect(await cache.find(HASH, async () => 'new', always)).toBe('new');
  });

  it('does not remember nobody, and no failure', async () => {
    const cache = new CredentialCache<string>();
    expect(await cache.find(HASH, async () => null, always)).toBeNull();
    const failing = cache.find(HASH, () => Promise.reject(new Error('away')), always);
    await expect(failing).rejects.toThrow('away');
    expect(await cache.find(HASH, async () => 'found', always)).toBe('found');
  });
});
