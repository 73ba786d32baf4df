/** Decks that this program wrote itself are known by the header of their codes. */

import type { Column } from './deck.js';

export const isOwnCodeHeader = ({ header }: Pick<Column, 'header'>): boolean =>
  header.trim() === 'code';
