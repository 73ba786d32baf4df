/**
 * How a file writes the times and volumes of its events where it is not the usual way. Who knows
 * the file says it; the batch asks only where its own fast readers do not understand a cell.
 */

import { DEFAULTS } from '../book/defaults.js';
import type { RatingEvent } from '../event/event.js';
import type { Service } from '../values/scalars.js';

export interface EventReading {
  /** Epoch ms of a text in any form that the file has, times without a zone included. */
  readonly at: (text: string) => number | null;
  /**
   * The volume as the library takes it: seconds, messages, bytes. Null for a text that is to be
   * taken as it stands.
   */
  readonly volume: (text: string, service: Service) => string | null;
  /**
   * False: `volume` is asked of every cell, because plain numbers of the file mean another unit.
   */
  readonly hasUsualVolumes: boolean;
  /** Epoch ms of a local time, given as if it were UTC; null where such times are UTC. */
  readonly toUtc: ((localMs: number) => number) | null;
}

/**
 * The event with its time and its volume as the library takes them; what is not understood stays.
 */
export function eventAsRead(event: RatingEvent, reading: EventReading): RatingEvent {
  const at = typeof event.at === 'number' ? event.at : (reading.at(event.at) ?? event.at);
  const volume = reading.volume(String(event.volume), event.service ?? DEFAULTS.service);
  return { ...event, at, volume: volume ?? event.volume };
}
