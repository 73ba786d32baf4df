/**
 * Which passwords are taken. Length is what counts; beside it only what a guesser tries first is
 * refused. No rule asks for signs or capitals: they make passwords harder to keep, not to guess.
 */

import type { ProblemFault } from '../../platform/problems/problem.js';

export const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 200;
/** A login as short as "al" is part of too many words. */
const LOGIN_LENGTH_MIN = 3;
const DIFFERENT_CHARACTERS_MIN = 5;

/** What people choose when twelve characters are asked for. */
const WORST = [
  '123456789012',
  '1234567890123',
  '012345678901',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'mypassword123',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwerty123456',
  'qwertyqwerty',
  'abcdefghijkl',
  'abcdef123456',
  'abc123abc123',
  '123456abcdef',
  'administrator',
  'administrator1',
  'admin1234567',
  'adminadminadmin',
  'changemechangeme',
  'changeme1234',
  'letmeinletmein',
  'iloveyou1234',
  'welcome12345',
  'welcome123456',
  'ratedeckratedeck',
  'ratedeck1234',
];
const worst = new Set(WORST);

/** Faults of a new password; `path` is where the request has it. */
export function passwordFaults(password: string, login: string, path: string): ProblemFault[] {
  const faults: ProblemFault[] = [];
  const characters = [...password];
  const lower = password.toLowerCase();
  const fault = (code: string, message: string) => faults.push({ path, code, message });
  if (characters.length < PASSWORD_LENGTH_MIN || characters.length > PASSWORD_LENGTH_MAX) {
    fault('length', `must have ${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters`);
  }
  if (login.length >= LOGIN_LENGTH_MIN && lower.includes(login)) {
    fault('contains_login', 'must not contain the login: it is the first thing that is guessed');
  }
  if (worst.has(lower) || new Set(characters).size < DIFFERENT_CHARACTERS_MIN) {
    fault('too_common', 'is among the first that are guessed: take a few words of your own');
  }
  return faults;
}
