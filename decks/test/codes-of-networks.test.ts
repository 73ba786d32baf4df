/** Codes that are no dial prefixes of the world: the names of the world's codes are not theirs. */

import { expect, it } from 'vitest';
import { defaultCodeNames, openDeck } from '../src/index.js';

async function read(text: string) {
  const bytes = new TextEncoder().encode(text);
  return await openDeck(bytes, 'deck.csv', { yes: true }, defaultCodeNames());
}

it.each([
  ['MCC and MNC', 'MCC,MNC,Price (EUR cent)\n416,01,2.4\n416,03,2.4\n424,02,3.1\n602,01,4.0\n'],
  [
    'MCCMNC in one column',
    'MCCMNC,Price per SMS\n41601,0.024\n41603,0.024\n42402,0.031\n60201,0.04\n',
  ],
  [
    'NPANXX',
    'NPANXX,Interstate,Intrastate\n202555,0.001,0.002\n212200,0.001,0.003\n330555,0.001,0.002\n',
  ],
  ['NPA and NXX', 'NPA,NXX,Rate\n202,555,0.001\n212,200,0.001\n330,555,0.002\n'],
])('%s get no names of countries', async (_, text) => {
  const { deck } = await read(text);
  expect(deck.rates.length).toBeGreaterThan(2);
  expect(deck.rates.every(({ rate }) => rate.name === undefined)).toBe(true);
  const isNorthAmerican = deck.rates.every(({ rate }) => rate.code.startsWith('1'));
  expect(deck.isNamedByCode && !isNorthAmerican).toBe(false);
});

it('names that contradict the countries of their codes are told', async () => {
  const text =
    'Code,Destination,Rate\n45,Kenya,0.1\n46,Chile,0.2\n47,Japan,0.3\n48,Malta,0.4\n49,Egypt,0.5\n';
  const { recognition } = await read(text);
  expect(recognition.questions.map(({ code }) => code)).toContain('names_and_codes');
});
