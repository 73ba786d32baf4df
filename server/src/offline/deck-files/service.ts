/** What other features may ask of decks: the options of a command, and a deck to price calls with. */

export {
  addDeckOptions,
  type DeckCommandOptions,
  type DeckReading,
  givenDeckOptions,
  toDeckReading,
} from './deck-options.js';
export { readUsableDeck } from './usable-deck.js';
