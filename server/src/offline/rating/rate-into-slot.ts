/** Rates one block and copies the answer into shared memory that another thread can write out. */

import type { BlockRating } from '@ratedeck/engine/batch';
import type { BlockSlot } from './block-slots.js';

export interface RatedBlock {
  readonly length: number;
  /** The slot's own output buffer, or a larger one in its place. */
  readonly output: SharedArrayBuffer;
}

export function rateIntoSlot(
  rating: BlockRating,
  slot: Readonly<BlockSlot>,
  length: number,
  firstLine: number,
): RatedBlock {
  const rated = rating.rate(new Uint8Array(slot.input, 0, length), firstLine);
  const fits = rated.length <= slot.output.byteLength;
  // Half as much again, so that blocks of much the same size do not outgrow it one after another.
  const output = fits ? slot.output : new SharedArrayBuffer(Math.ceil(rated.length * 1.5));
  new Uint8Array(output).set(rated);
  return { length: rated.length, output };
}
