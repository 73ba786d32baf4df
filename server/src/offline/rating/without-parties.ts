/**
 * Events that a carrier's deck prices: who made the call, and by which plan, is not for the deck to
 * know, so columns that name parties and price lists are not read. Of JSON lines the engine
 * lets the names alone.
 */

import type { EventHead } from './event-head.js';

const partyFields = new Set(['account', 'trunk', 'carrier', 'device', 'plan', 'table']);

const plain = (header: string): string => header.trim().toLowerCase();

export interface PartylessHead {
  readonly head: EventHead;
  /** Headers of the columns that are not read. */
  readonly unread: readonly string[];
}

export function withoutParties(head: EventHead): PartylessHead {
  const { format } = head;
  if (format.kind === 'json') return { head, unread: [] };
  const mapped = Object.entries(format.mapping).filter(([field]) => !partyFields.has(field));
  const own = mapped.flatMap(([, header]) =>
    header === null ? [] : [plain(header), plain(format.headerCells[Number(header) - 1] ?? '')],
  );
  const mapping = Object.fromEntries(mapped);
  // Somebody's column `account` may hold the called number.
  const read = new Set(own);
  const isParty = (cell: string): boolean => partyFields.has(plain(cell)) && !read.has(plain(cell));
  const unread = format.headerCells.filter(isParty);
  const headerCells = format.headerCells.map((cell) => (isParty(cell) ? '' : cell));
  return { head: { ...head, format: { ...format, headerCells, mapping } }, unread };
}
