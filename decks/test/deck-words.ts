/**
 * Decks as rows of words, for comparing them with what a fixture expects: amounts without trailing
 * zeros, instants in one spelling, a parameter that changes no price like one that is absent.
 */

import type { DeckRate } from '../src/deck/deck.js';

const leftOut = '-';
const emptyText = '*';

/** Fields of a rate that mean the same at zero as when they are left out. */
const zeroIsNothing = new Set(['setupFee', 'freeVolume', 'graceVolume', 'surcharge']);
const instants = new Set(['effectiveFrom', 'effectiveTo']);
/** Where a rate comes from, not what it is; fixtures name these only when they care. */
const notAsked = new Set(['sheet', 'row', 'change', 'action', 'id', 'country']);
/** Words of the sender that price nothing. */
const prose = new Set(['name', 'description', 'notes', 'category']);

/** Every field of a rate that is there, as words. */
export function wordsOfRate(deckRate: DeckRate): Map<string, string> {
  const { rate, ...rest } = deckRate;
  const words = new Map<string, string>();
  for (const [field, value] of Object.entries({ ...rest, ...rate })) {
    const word = wordOf(field, value);
    if (word !== leftOut) words.set(field, word);
  }
  // What the rating rules fill in, whether a deck spells it out or not.
  if (words.get('firstPrice') === words.get('price')) words.delete('firstPrice');
  const nextInterval = words.get('nextInterval');
  if (nextInterval !== undefined && !words.has('firstInterval')) {
    words.set('firstInterval', nextInterval);
  }
  // A row that closes a rate says when in one date, whichever end of the rate that is.
  words.set('date', words.get('effectiveTo') ?? words.get('effectiveFrom') ?? leftOut);
  return words;
}

function wordOf(field: string, value: unknown): string {
  if (value === undefined || value === null || value === false) return leftOut;
  if (typeof value === 'object') {
    const { min, max } = value as { min?: number; max?: number };
    return field === 'numberLength' ? `${min ?? ''}..${max ?? ''}` : JSON.stringify(value);
  }
  const text = String(value).replace(/\s+/g, ' ');
  if (instants.has(field)) return instantWord(text);
  const plain = /^-?\d+\.\d+$/.test(text) && field !== 'name' ? plainAmount(text) : text;
  if (zeroIsNothing.has(field) && plain === '0') return leftOut;
  return plain === '' ? emptyText : plain;
}

/** `0.50` is `0.5`. */
export function plainAmount(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Midnight UTC is written as its date. */
function instantWord(text: string): string {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) return `not an instant: ${text}`;
  return instant.toISOString().replace('T00:00:00.000Z', '').replace('.000Z', 'Z');
}

/** The rate as the fixture's columns ask for it, and what it has beyond them. */
export function rowOfRate(deckRate: DeckRate, columns: readonly string[]): string {
  const words = wordsOfRate(deckRate);
  const asked = columns.map((column) => words.get(column) ?? leftOut);
  const beyond = [...words]
    .filter(([field]) => !columns.includes(field) && !notAsked.has(field) && !prose.has(field))
    .filter(([field]) => !isSaidByDate(field, columns))
    .map(([field, word]) => `${field}=${word}`);
  return [...asked, ...beyond].join(' | ');
}

function isSaidByDate(field: string, columns: readonly string[]): boolean {
  return field === 'date' || (columns.includes('date') && instants.has(field));
}
