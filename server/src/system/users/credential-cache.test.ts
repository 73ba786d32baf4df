/** What is remembered of keys and sessions, and for how long. */

import { describe, expect, it, vi } from 'vitest';
import type { Principal } from '../../platform/access/principal.js';
import { DatabaseUnavailable } from '../../platform/db/unavailable.js';
import { CredentialCache } from './credential-cache.js';

const HASH = Buffer.from('hash');
const isGood = () => true;
const away = () => Promise.reject(new DatabaseUnavailable(new Error('away')));

function found(name: string, id = '1') {
  const caller = { kind: 'api-key', id, name, role: 'rates' } as const;
  const principal: Principal = { ...caller, accountId: '1', isOperator: true };
  return { principal };
}
type Found = ReturnType<typeof found>;

/** A memory whose clock the test moves. */
function memory(feed: { currentSinceMs: number | null } | null = null) {
  const clock = { ms: 1_000_000 };
  const cache = new CredentialCache<Found>(feed, () => clock.ms);
  const ask = async (load: () => Promise<Found | null>, good = isGood) =>
    (await cache.find(HASH, { load, isGood: good }))?.principal.name ?? null;
  return { clock, cache, ask };
}

/** A promise and the way to keep it. */
function later() {
  let answer: (one: Found | null) => void = () => undefined;
  const load = () =>
    new Promise<Found | null>((resolve) => {
      answer = resolve;
    });
  return { load, answer: (one: Found | null) => answer(one) };
}

describe('the memory of credentials', () => {
  it('asks once for what is asked for again and again, and at once', async () => {
    const { ask } = memory();
    const load = vi.fn(async () => found('one'));
    await Promise.all([ask(load), ask(load)]);
    expect(await ask(load)).toBe('one');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('asks again after half a second, when it was cleared, and for what is not good', async () => {
    const { clock, cache, ask } = memory();
    const load = vi.fn(async () => found('one'));
    await ask(load);
    clock.ms += 499;
    await ask(load);
    expect(load).toHaveBeenCalledTimes(1);
    clock.ms += 1;
    await ask(load);
    expect(load).toHaveBeenCalledTimes(2);
    cache.clear();
    await ask(load);
    expect(load).toHaveBeenCalledTimes(3);
    await ask(load, () => false);
    expect(load).toHaveBeenCalledTimes(4);
  });

  it('asks nobody as long as the database is followed, and again when that is late', async () => {
    const feed = { currentSinceMs: 1_000_000 };
    const { clock, cache, ask } = memory(feed);
    const load = vi.fn(async () => found('one'));
    await ask(load);
    clock.ms += 3_600_000;
    feed.currentSinceMs = clock.ms - 899;
    await ask(load);
    expect(load).toHaveBeenCalledTimes(1);
    cache.forget(({ id }) => id === '2');
    await ask(load);
    expect(load).toHaveBeenCalledTimes(1);
    cache.forget(({ id }) => id === '1');
    await ask(load);
    expect(load).toHaveBeenCalledTimes(2);
    clock.ms += 900;
    await ask(load);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('does not remember what was asked before a change and answered after it', async () => {
    const { cache, ask } = memory();
    for (const change of [() => cache.clear(), () => cache.forget(({ id }) => id === '1')]) {
      const { load, answer } = later();
      const before = ask(load);
      change();
      answer(found('old'));
      expect(await before).toBe('old');
      expect(await ask(async () => found('new'))).toBe('new');
      cache.clear();
    }
  });

  it('does not remember nobody, and no failure', async () => {
    const { ask } = memory();
    expect(await ask(async () => null)).toBeNull();
    await expect(ask(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await ask(async () => found('one'))).toBe('one');
  });
});

describe('while the database is away', () => {
  it('a known one goes on for five minutes, and is asked for twice a second', async () => {
    const { clock, ask } = memory();
    await ask(async () => found('known'));
    const load = vi.fn(away);
    clock.ms += 60_000;
    for (let times = 0; times < 5; times += 1) expect(await ask(load)).toBe('known');
    expect(load).toHaveBeenCalledTimes(1);
    clock.ms += 500;
    expect(await ask(load)).toBe('known');
    expect(load).toHaveBeenCalledTimes(2);
    clock.ms += 239_500;
    await expect(ask(load)).rejects.toThrow(DatabaseUnavailable);
  });

  it('the five minutes begin when the database was last followed', async () => {
    const feed = { currentSinceMs: 1_000_000 };
    const { clock, ask } = memory(feed);
    await ask(async () => found('known'));
    feed.currentSinceMs += 3_600_000;
    clock.ms += 3_600_000 + 299_999;
    expect(await ask(away)).toBe('known');
    clock.ms += 501;
    await expect(ask(away)).rejects.toThrow(DatabaseUnavailable);
  });

  it('nobody waits long for an answer that does not come, and it is taken when it comes', async () => {
    vi.useFakeTimers();
    try {
      const { clock, ask } = memory();
      await ask(async () => found('known'));
      clock.ms += 1_000;
      const { load, answer } = later();
      const waiting = ask(load);
      await vi.advanceTimersByTimeAsync(250);
      expect(await waiting).toBe('known');
      clock.ms += 250;
      expect(await ask(load)).toBe('known');
      answer(null);
      await vi.advanceTimersByTimeAsync(0);
      expect(await ask(async () => null)).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('one that is told to have changed does not go on', async () => {
    const { clock, cache, ask } = memory();
    await ask(async () => found('known'));
    clock.ms += 1_000;
    cache.forget(({ id }) => id === '1');
    await expect(ask(away)).rejects.toThrow(DatabaseUnavailable);
  });

  it('a stranger is told so at once each time', async () => {
    const { ask } = memory();
    const load = vi.fn(away);
    await expect(ask(load)).rejects.toThrow(DatabaseUnavailable);
    await expect(ask(load)).rejects.toThrow(DatabaseUnavailable);
    expect(load).toHaveBeenCalledTimes(2);
  });
});
