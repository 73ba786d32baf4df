/**
 * From an event as given to a prepared one: instants, volumes, numbers. A fault names the field, the
 * value and what would be right.
 */

import { DEFAULTS } from '../book/defaults.js';
import type { CompiledBook } from '../compiled/compiled-book.js';
import type { RateOptions, RatingEvent } from '../event/event.js';
import { EventFault } from '../event/event-fault.js';
import { type PreparedEvent, writeDigits } from '../event/prepared-event.js';
import { parseInstant } from '../values/instant.js';
import { type NumberRules, normalize, normalizeWithSteps } from '../values/number.js';
import type { Service } from '../values/scalars.js';
import { SERVICES } from '../values/scalars.js';
import { parseVolume, SERVICE_VOLUMES } from '../values/volume.js';
import { findParties, type Parties } from './parties.js';

const VOLUME_MENDS: Readonly<Record<Service, string>> = {
  voice: 'seconds with up to 3 decimals, for example 61.5',
  sms: 'whole messages, for example 1',
  data: 'whole bytes, for example 1048576',
};

const AT_MEND = 'ISO 8601, for example 2026-11-21T10:00:00Z';
const LATEST_MS = 8.64e15;

/** Fills service, instant, volume and tag; answers what is wrong with them, or null. */
export function prepareFields(event: RatingEvent, prepared: PreparedEvent): EventFault | null {
  const service = event.service ?? DEFAULTS.service;
  if (!SERVICES.includes(service)) {
    return new EventFault('service', String(service), 'use voice, sms or data');
  }
  const at = typeof event.at === 'number' ? event.at : parseInstant(String(event.at ?? ''));
  if (at === null || !Number.isSafeInteger(at) || Math.abs(at) > LATEST_MS) {
    return new EventFault('at', String(event.at ?? ''), `use ${AT_MEND}`);
  }
  const volume = parseVolume(event.volume ?? '', service);
  if (volume === null) return volumeFault(String(event.volume ?? ''), service);
  prepared.service = service;
  prepared.atMs = at;
  prepared.volume = volume;
  prepared.tag = event.tag === undefined || event.tag === '' ? null : event.tag;
  return null;
}

function volumeFault(text: string, service: Service): EventFault {
  const most = Number.MAX_SAFE_INTEGER / 10 ** SERVICE_VOLUMES[service].decimals;
  const tooMuch = Number(text) > most ? `, at most ${Math.floor(most)}` : '';
  return new EventFault('volume', text, `use ${VOLUME_MENDS[service]}${tooMuch}`);
}

export interface PreparedNumber {
  readonly number: string | null;
  readonly steps: readonly string[];
}

/** Fills both numbers; the called one decides whether the event can be priced. */
export function prepareNumbers(
  event: Pick<RatingEvent, 'to' | 'from'>,
  rules: NumberRules,
  prepared: PreparedEvent,
): PreparedNumber {
  const { number, steps } = normalizeWithSteps(String(event.to ?? ''), rules);
  if (number !== null) prepared.toLength = writeDigits(number, prepared.to);
  const from = event.from ? normalize(event.from, { numberRules: rules.numberRules }) : null;
  prepared.fromLength = from === null ? 0 : writeDigits(from, prepared.from);
  return { number, steps };
}

export const numberFault = (to: string): EventFault =>
  new EventFault('to', to, 'a number is 1 to 32 digits, for example +43 660 1234567');

/** An event that can be priced: whom it concerns, its number, and how that was normalised. */
export interface Preparation {
  readonly parties: Parties;
  readonly number: string;
  readonly steps: readonly string[];
}

/** Why an event can not be priced. */
export interface Refusal {
  readonly outcome: 'invalid_event' | 'invalid_number';
  readonly fault: EventFault;
}

/** In the order of the outcomes: what the event says, whom it names, then its number. */
export function prepareEvent(
  book: CompiledBook,
  event: RatingEvent,
  options: RateOptions,
  prepared: PreparedEvent,
): Preparation | Refusal {
  const parties = prepareFields(event, prepared) ?? findParties(book, event, options);
  if (parties instanceof EventFault) return { outcome: 'invalid_event', fault: parties };
  const { number, steps } = prepareNumbers(event, parties.rules, prepared);
  if (number !== null) return { parties, number, steps };
  return { outcome: 'invalid_number', fault: numberFault(String(event.to ?? '')) };
}
