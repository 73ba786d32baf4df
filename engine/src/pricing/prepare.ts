/**
 * From an event as given to a prepared one: instants, volumes, numbers. A fault names the field,
 * the value and what would be right.
 *
 * `prepareFrom` holds the order in which an event is judged, for every way in. The library hands it
 * objects (`ObjectSource`); a file of events hands it a source of its own, which reads the usual
 * forms of fields from bytes and leaves all others to `event`.
 */

import { DEFAULTS } from '../book/defaults.js';
import type { RatingEvent } from '../event/event.js';
import { EventFault } from '../event/event-fault.js';
import { type PreparedEvent, writeDigits } from '../event/prepared-event.js';
import { isInstant, parseInstant } from '../values/instant.js';
import { type NumberRules, normalize, normalizeWithSteps } from '../values/number.js';
import { SERVICES, type Service } from '../values/scalars.js';
import { parseVolume, SERVICE_VOLUMES } from '../values/volume.js';
import type { Parties } from './parties.js';

const VOLUME_MENDS: Readonly<Record<Service, string>> = {
  voice: 'seconds with up to 3 decimals, for example 61.5',
  sms: 'whole messages, for example 1',
  data: 'whole bytes, for example 1048576',
};

const AT_MEND = 'ISO 8601, years 1900 to 9999, for example 2026-11-21T10:00:00Z';

/** Fills service, instant, volume and tag; answers what is wrong with them, or null. */
function prepareFields(event: RatingEvent, prepared: PreparedEvent): EventFault | null {
  const service = event.service ?? DEFAULTS.service;
  if (!SERVICES.includes(service)) {
    return new EventFault('service', String(service), 'use voice, sms or data');
  }
  const at = typeof event.at === 'number' ? event.at : parseInstant(String(event.at ?? ''));
  if (at === null || !isInstant(at)) {
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

interface PreparedNumber {
  readonly number: string | null;
  readonly steps: readonly string[];
}

/** Fills both numbers; the called one decides whether the event can be priced. */
function prepareNumbers(
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

const numberFault = (to: string): EventFault =>
  new EventFault('to', to, 'a number is 1 to 32 digits, for example +43 660 1234567');

/**
 * Where an event comes from: an object of the library, a record of a file. Whatever it is, the same
 * function asks it in the same order, so an event is refused for the same reason everywhere.
 */
export interface EventSource {
  /**
   * The fast way: fills service, instant, volume and tag. False where one of them is in any other
   * than its usual form or is faulty; what was filled does not count then, and `event` is asked.
   */
  readUsualFields(prepared: PreparedEvent): boolean;
  /**
   * The fast way: fills both numbers. Asked only where no rules change numbers; false where one is
   * in any other form than digits.
   */
  readUsualNumbers(prepared: PreparedEvent): boolean;
  /** Whom the event names, and what prices it; a source may remember what it found for names. */
  findParties(): Parties | EventFault;
  /** All that the event says. */
  event(): RatingEvent;
  /** How the called number was normalised; not called where `readUsualNumbers` did it. */
  normalised(number: string, steps: readonly string[]): void;
}

/** Why an event cannot be priced. */
export class Refusal {
  readonly outcome: 'invalid_event' | 'invalid_number';
  readonly fault: EventFault;

  constructor(outcome: Refusal['outcome'], fault: EventFault) {
    this.outcome = outcome;
    this.fault = fault;
  }
}

/**
 * Fills `prepared` and answers whom the event concerns, or why it is refused, in the order of the
 * outcomes: what the event says, whom it names, then its number.
 */
export function prepareFrom(source: EventSource, prepared: PreparedEvent): Parties | Refusal {
  const fieldFault = source.readUsualFields(prepared)
    ? null
    : prepareFields(source.event(), prepared);
  if (fieldFault !== null) return new Refusal('invalid_event', fieldFault);
  const parties = source.findParties();
  if (parties instanceof EventFault) return new Refusal('invalid_event', parties);
  const { rules } = parties;
  const hasRules = rules.techPrefix !== undefined || rules.numberRules !== undefined;
  if (!hasRules && source.readUsualNumbers(prepared)) return parties;
  const event = source.event();
  const { number, steps } = prepareNumbers(event, rules, prepared);
  if (number === null) return new Refusal('invalid_number', numberFault(String(event.to ?? '')));
  source.normalised(number, steps);
  return parties;
}
