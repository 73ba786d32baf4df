/**
 * Questions can be answered: each answer that names its options settles its question, and the guess
 * said in options gives the rates that were guessed.
 */

import { describe, expect, it } from 'vitest';
import type { Answer, DeckOptions, Question } from '../src/deck/deck.js';
import { openDeck } from '../src/index.js';
import { wordsOfRate } from './deck-words.js';
import { type Fixture, fixtures } from './fixture.js';

function merged(options: DeckOptions, answer: Answer): DeckOptions {
  const map = { ...options.map, ...answer.options.map };
  const ignore = [...(options.ignore ?? []), ...(answer.options.ignore ?? [])];
  return { ...options, ...answer.options, map, ignore };
}

const isConcrete = ({ options, isExample }: Answer): boolean =>
  isExample !== true && Object.keys(options).length > 0;

const isSame = (a: Question, b: Question): boolean =>
  a.code === b.code && a.sheet === b.sheet && a.columns.join() === b.columns.join();

async function read(fixture: Fixture, options: DeckOptions) {
  return openDeck(await fixture.bytes(), fixture.fileName, options, fixture.names);
}

describe('answers', () => {
  const asked = fixtures().filter(({ expected }) => expected.list('questions').length > 0);

  it.each(asked.map((fixture) => [fixture.title, fixture] as const))('%s', async (_, fixture) => {
    const guessed = await read(fixture, fixture.options);
    for (const question of guessed.recognition.questions) {
      expect(question.guess, question.text).toBe(question.answers[0]?.words);
      for (const [at, answer] of question.answers.entries()) {
        if (!isConcrete(answer)) continue;
        const settled = await read(fixture, merged(fixture.options, answer));
        const left = settled.recognition.questions.filter((other) => isSame(question, other));
        expect(left, `${question.text} ${answer.words}`).toEqual([]);
        // What the guess rejects, an answer may take.
        const isWhole = guessed.deck.rejections.length === 0;
        if (at === 0 && isWhole) expect(rates(settled)).toEqual(rates(guessed));
      }
    }
  });
});

function rates({ deck }: Awaited<ReturnType<typeof read>>): string[] {
  return deck.rates.map((rate) => JSON.stringify([...wordsOfRate(rate)]));
}
