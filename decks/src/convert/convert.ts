/**
 * A file and what it was recognised as, to a deck: rates of the engine with their rows, every fault
 * of every row that became none, and an account of all rows. It decides nothing that recognition
 * left open: it takes the guesses. Questions and warnings of earlier steps stay with these.
 */

import { parseCodeCell } from '../codes/parse-code-cell.js';
import {
  type CodeNames,
  type Deck,
  type DeckOptions,
  DeckReadError,
  type RawFile,
  type Recognition,
  type SheetRecognition,
} from '../deck/deck.js';
import { convertSheet, ignoreSheet, type SheetSettings } from './convert-sheet.js';
import { DeckParts } from './deck-parts.js';
import { canonicalInstant } from './finish-row.js';
import { USUAL_PROFILES } from './peak-profiles.js';

/**
 * @example convert(file, recognise(file, {}, null), {}, null).accounts[0].rateRows
 */
export function convert(
  file: RawFile,
  recognition: Recognition,
  options: DeckOptions,
  names: CodeNames | null,
): Deck {
  const parts = new DeckParts();
  for (const [index, sheet] of file.sheets.entries()) {
    const recognised = recognitionOf(recognition, sheet.name, index);
    if (recognised === null || !recognised.isDeck) ignoreSheet(sheet, parts);
    else convertSheet(sheet, recognised, settingsOf(recognised, options, names), parts);
  }
  return parts.toDeck();
}

/** Sheets are told by their names, which a file has once each. */
function recognitionOf(
  { sheets }: Recognition,
  name: string,
  index: number,
): SheetRecognition | null {
  const inPlace = sheets[index];
  if (inPlace?.sheet === name) return inPlace;
  return sheets.find(({ sheet }) => sheet === name) ?? null;
}

function settingsOf(
  recognition: SheetRecognition,
  options: DeckOptions,
  names: CodeNames | null,
): SheetSettings {
  const { effectiveFrom, now, countryCode, currency } = options;
  const preambleDate = recognition.preamble.effectiveFrom;
  return {
    defaults: {
      effectiveFrom:
        effectiveFrom === undefined
          ? preambleDate === null
            ? null
            : canonicalInstant(preambleDate)
          : instantOption('effectiveFrom', effectiveFrom),
      effectiveByDirection:
        effectiveFrom === undefined ? (recognition.preamble.effectiveByDirection ?? {}) : {},
      now: now === undefined ? null : instantOption('now', now),
    },
    prefix:
      countryCode === undefined ? (recognition.countryPrefix ?? '') : prefixOption(countryCode),
    currency: currency ?? null,
    names,
    profiles: recognition.peakProfiles ?? USUAL_PROFILES,
  };
}

function instantOption(option: 'effectiveFrom' | 'now', text: string): string {
  const instant = canonicalInstant(text);
  if (instant !== null) return instant;
  const shown = JSON.stringify(text.slice(0, 40));
  throw new DeckReadError('bad_option', `${shown} is no date: write 2026-12-01`, option);
}

function prefixOption(text: string): string {
  const parsed = parseCodeCell(text, { prefix: '' });
  const [code] = parsed.ok ? parsed.codes : [];
  if (parsed.ok && parsed.codes.length === 1 && code !== undefined && code !== '') return code;
  const shown = JSON.stringify(text.slice(0, 40));
  throw new DeckReadError('bad_option', `${shown} is no code: write 44`, 'countryCode');
}
