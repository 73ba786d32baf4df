/** Which passwords are taken, how they are hashed, and what may be given to others. */

import { describe, expect, it } from 'vitest';
import { type Role, roles } from '../../platform/access/permissions.js';
import { roleFaults } from './grantable.js';
import { HASH_OPTIONS, hashPassword, isPassword, NOBODYS_HASH } from './password-hash.js';
import { passwordFaults } from './password-rules.js';

const codes = (password: string, login = 'ann.smith') =>
  passwordFaults(password, login, 'password').map(({ code }) => code);

describe('a new password', () => {
  it.each([
    ['eleven char', ['length']],
    ['twelve chars', []],
    ['🙂a few words', []],
    ['🙂🙃🙂🙃🙂🙃', ['length', 'too_common']],
    [`${'a few words '.repeat(17)}`, ['length']],
    ['', ['length', 'too_common']],
    ['I am Ann.Smith of course', ['contains_login']],
    ['PasswordPassword', ['too_common']],
    ['aaaabbbbccccdddd', ['too_common']],
    ['\u0000 even this is text', []],
  ])('%s: %j', (password, expected) => {
    expect(codes(password)).toEqual(expected);
  });

  it('may hold a login that is part of too many words', () => {
    expect(codes('calm alligators', 'al')).toEqual([]);
  });
});

describe('a hash', () => {
  const parameters = (hash: string) => hash.split('$').slice(0, 4).join('$');

  it('is argon2id with salt, and fits its password in any normal form', async () => {
    const [one, two] = await Promise.all([hashPassword('Zürich, Zürich'), hashPassword('x')]);
    const { memoryCost, timeCost, parallelism } = HASH_OPTIONS;
    const expected = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}`;
    expect(parameters(one)).toBe(expected);
    expect(parameters(two)).toBe(expected);
    expect(await isPassword('Zu\u0308rich, Zu\u0308rich', one)).toBe(true);
    expect(await isPassword('Zurich, Zurich', one)).toBe(false);
    expect(await hashPassword('x')).not.toBe(two);
  });

  it('that nobody has costs as much as a real one, and fits nothing', async () => {
    expect(parameters(NOBODYS_HASH)).toBe(parameters(await hashPassword('x')));
    expect(await isPassword('x', null)).toBe(false);
  });

  it('waits for its turn, in a queue that has an end', async () => {
    const all = Array.from({ length: 110 }, () => isPassword('x', null));
    const results = await Promise.allSettled(all);
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(20);
    for (const result of refused) {
      expect(result).toMatchObject({ reason: { code: 'too_many_requests' } });
    }
    expect(await isPassword('x', await hashPassword('x'))).toBe(true);
  });
});

describe('a role', () => {
  const givenBy = (role: Role) => {
    const caller = { kind: 'user', id: '1', name: 'x', role, accountId: '1' } as const;
    return roles.filter((given) => roleFaults({ ...caller, isOperator: true }, given).length === 0);
  };

  it('is given by who has all that it permits', () => {
    expect(givenBy('admin')).toEqual(['admin', 'rates', 'finance', 'read-only']);
    expect(givenBy('rates')).toEqual(['rates', 'read-only']);
    expect(givenBy('finance')).toEqual(['finance', 'read-only']);
    expect(givenBy('read-only')).toEqual(['read-only']);
  });
});
