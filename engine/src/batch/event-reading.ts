/**
 * How a file writes the times and volumes of its events where it is not the usual way. Who knows the
 * file says it; the batch asks only where its own fast readers do not understand a cell.
 */

export interface EventReading {
  /** Epoch ms of a text in any form that the file has, times without a zone included. */
  readonly at: (text: string) => number | null;
  /** The volume as the library takes it: seconds, messages, bytes. */
  readonly volume: (text: string) => string | null;
  /** Epoch ms of a local time, given as if it were UTC; null where such times are UTC. */
  readonly toUtc: ((localMs: number) => number) | null;
}
