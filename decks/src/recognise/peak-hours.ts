/**
 * Hours of peak and off-peak prices: from headers (`Cost on weekdays from 9am to 9pm`), notes, the
 * user's `--peak`, else a guess that is asked. Off-peak is the rest of the week.
 */

import type { TimeProfile, TimeWindow, Weekday } from '@ratedeck/engine';
import { columnLabel } from '../deck/column-label.js';
import { type Answer, DeckReadError } from '../deck/deck.js';
import { foldText } from '../values/folded-text.js';
import { type ColumnDraft, columnOf, type SheetDraft } from './column-draft.js';
import { answer, ask, columnReference, example, noColumn } from './questions.js';
import { isCanonical } from './wording.js';

export interface Hours {
  /** `HH:MM`, `to` up to `24:00`. */
  readonly from: string;
  readonly to: string;
  readonly isWithWeekend: boolean;
}

export interface PeakProfiles {
  readonly peak: TimeProfile;
  readonly offPeak: TimeProfile;
}

const TIME = '(\\d{1,2})(?:[:.h](\\d{2}))?\\s*(am|pm|a\\.m\\.|p\\.m\\.|h|uhr|hs|ч)?';
const RANGE = new RegExp(
  `(?<![\\d.,/])${TIME}\\s*(?:-|–|to|bis|a|ate|alle|do|до|tot|until|till|/)\\s*${TIME}(?![\\d.,/])`,
);
const WEEKEND = new RegExp(
  'weekend|week end|wochenende|fin de semana|fim de semana|festivi|выходн|saturday|sunday|' +
    'holiday|feiertag|hafta sonu',
);
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const OPTION = new RegExp(
  '^(?:([1-7])-([1-7])|([a-z]{3})-([a-z]{3}))\\s+(\\d{2}:\\d{2})-(\\d{2}:\\d{2})' +
    '(?:\\s+([A-Za-z0-9_+/-]+))?$',
);
const HEADER_CHARACTERS_MAX = 300;
const DEFAULT: PeakRule = { first: 1, last: 5, from: '08:00', to: '20:00', timeZone: 'UTC' };

interface PeakRule {
  readonly first: number;
  readonly last: number;
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/** @example headerHours('Cost on weekdays from 9am to 9pm') is { from: '09:00', to: '21:00', … } */
export function headerHours(header: string): Hours | null {
  if (header.length > HEADER_CHARACTERS_MAX) return null;
  const folded = foldText(header);
  const match = RANGE.exec(folded);
  if (match === null) return null;
  const isClock = [2, 3, 5, 6].some((at) => match[at] !== undefined);
  if (!isClock) return null;
  const from = clock(match[1]!, match[2], match[3]);
  const to = clock(match[4]!, match[5], match[6]);
  if (from === null || to === null || from === '24:00') return null;
  return { from, to: to === '00:00' ? '24:00' : to, isWithWeekend: WEEKEND.test(folded) };
}

function clock(
  hourText: string,
  minuteText: string | undefined,
  half: string | undefined,
): string | null {
  let hour = Number(hourText);
  const minute = Number(minuteText ?? 0);
  if (half === 'am' || half === 'a.m.') hour = hour === 12 ? 0 : hour;
  if (half === 'pm' || half === 'p.m.') hour = hour < 12 ? hour + 12 : hour;
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** Hours as `--peak` says them. */
function readPeakOption(text: string): PeakRule {
  const match = OPTION.exec(foldText(text).trim());
  if (match === null) throw badPeak(text);
  const zone = /\s([A-Za-z0-9_+/-]+)$/.exec(text.trim())?.[1];
  const first = match[1] === undefined ? DAYS.indexOf(match[3]!) + 1 : Number(match[1]);
  const last = match[2] === undefined ? DAYS.indexOf(match[4]!) + 1 : Number(match[2]);
  const [from, to] = [match[5]!, match[6]!];
  if (first < 1 || last < first || from >= to || to > '24:00') throw badPeak(text);
  return { first, last, from, to, timeZone: match[7] === undefined ? 'UTC' : (zone ?? 'UTC') };
}

function badPeak(text: string): DeckReadError {
  return new DeckReadError(
    'bad_peak',
    `${JSON.stringify(text)}: write weekdays, hours and time zone like "Mon-Fri 08:00-20:00 Europe/Vienna"`,
    'peak',
  );
}

/** `Mon-Fri 08:00-20:00 UTC` */
function written(rule: PeakRule): string {
  const name = (day: number): string => DAYS[day - 1]![0]!.toUpperCase() + DAYS[day - 1]!.slice(1);
  return `${name(rule.first)}-${name(rule.last)} ${rule.from}-${rule.to} ${rule.timeZone}`;
}

function profilesOf(rule: PeakRule): PeakProfiles {
  const all = [1, 2, 3, 4, 5, 6, 7] as const;
  const weekdays: Weekday[] = all.filter((day) => day >= rule.first && day <= rule.last);
  const others: Weekday[] = all.filter((day) => day < rule.first || day > rule.last);
  const offPeak: TimeWindow[] = [];
  if (rule.from !== '00:00') offPeak.push({ weekdays, from: '00:00', to: rule.from });
  if (rule.to !== '24:00') offPeak.push({ weekdays, from: rule.to, to: '24:00' });
  if (others.length > 0) offPeak.push({ weekdays: others, from: '00:00', to: '24:00' });
  const { timeZone } = rule;
  return {
    peak: { name: 'Peak', timeZone, windows: [{ weekdays, from: rule.from, to: rule.to }] },
    offPeak: { name: 'Off-peak', timeZone, windows: offPeak },
  };
}

/** Null when the sheet has no prices by time. */
export function settlePeakHours(draft: SheetDraft): PeakProfiles | null {
  const peak = columnOf(draft, 'peakPrice');
  const offPeak = columnOf(draft, 'offPeakPrice');
  const column = filled(peak) ?? filled(offPeak) ?? periodColumn(draft);
  if (column === null) return null;
  const option = draft.options.peak === undefined ? null : readPeakOption(draft.options.peak);
  if (option !== null) return profilesOf(option);
  const hours = ruleOf(peak === null ? null : headerHours(peak.header), offPeak?.header ?? '');
  const rule = hours ?? DEFAULT;
  ask(draft, {
    code: 'peak_hours',
    columns: [column],
    text:
      hours === null
        ? 'the deck has prices for peak and off-peak times and does not say their hours'
        : 'the headers say the hours of peak prices, but not their time zone',
    answers: [
      answer(written(rule), { peak: written(rule) }),
      example('other hours', { peak: 'Mon-Fri 08:00-20:00 Europe/Vienna' }),
      ...onePrice(draft, peak),
    ],
  });
  return profilesOf(rule);
}

/** The hours may not matter to who has no use for them. */
function onePrice(draft: SheetDraft, peak: ColumnDraft | null): readonly Answer[] {
  const period = periodColumn(draft);
  if (peak === null) {
    return period === null ? [] : [noColumn('timeProfile', 'the prices of all hours')];
  }
  const map = {
    price: columnReference(draft.columns, peak),
    peakPrice: '-',
    offPeakPrice: '-',
  };
  return [answer(`"${columnLabel(peak)}" is the price of all hours`, { map })];
}

const filled = (column: ColumnDraft | null): ColumnDraft | null =>
  column !== null && column.content.values > 0 ? column : null;

/** A column whose words say peak and off-peak: their hours are as open as those of two prices. */
function periodColumn(draft: SheetDraft): ColumnDraft | null {
  const column = columnOf(draft, 'timeProfile');
  // In our own export the words are names of profiles that somebody has defined.
  if (column === null || isCanonical(column.header)) return null;
  const isPeriod = column.content.examples.some((text) =>
    /^off[ _-]?peak$|^peak$/.test(foldText(text).trim()),
  );
  return isPeriod ? column : null;
}

function ruleOf(peak: Hours | null, offPeakHeader: string): PeakRule | null {
  const offPeak = headerHours(offPeakHeader);
  if (peak !== null && peak.from < peak.to) {
    return { ...DEFAULT, last: peak.isWithWeekend ? 7 : 5, from: peak.from, to: peak.to };
  }
  if (offPeak === null || offPeak.from <= offPeak.to) return null;
  return { ...DEFAULT, from: offPeak.to, to: offPeak.from };
}
