/** Events as blocks of CSV bytes in memory, through the engine's batch and back to amounts. */

import type { RateOptions, Rater } from '@ratedeck/engine';
import { createCsvRating, eventColumns } from '@ratedeck/engine/batch';
import { microsOf } from './naive-price.js';
import { durationText, type Traffic } from './traffic.js';

const header = ['id', 'to', 'at', 'volume'];
const eventsPerBlock = 10_000;
/** `amount` among the columns of a rated event. */
const amountColumn = 8;

export function csvBlocks(traffic: Traffic): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let start = 0; start < traffic.count; start += eventsPerBlock) {
    const size = Math.min(eventsPerBlock, traffic.count - start);
    const lines = Array.from({ length: size }, (_, offset) => {
      const i = start + offset;
      const at = new Date(traffic.atMs[i]!).toISOString();
      return `c${i},${traffic.to[i]},${at},${durationText(traffic.durationMs[i]!)}\n`;
    });
    blocks.push(Buffer.from(lines.join('')));
  }
  return blocks;
}

/** The blocks of output, copied as a writer would take them. */
export function rateCsvBlocks(
  rater: Rater,
  blocks: readonly Uint8Array[],
  options: RateOptions,
): Uint8Array[] {
  const columns = eventColumns(header, {});
  const rating = createCsvRating(rater, { columns, delimiter: ',', options, explain: false });
  let line = 2;
  return blocks.map((block) => {
    const rated = rating.rate(block, line).slice();
    line += eventsPerBlock;
    return rated;
  });
}

/** Millionths by event, -1 where there is no amount. */
export function csvAmounts(blocks: readonly Uint8Array[]): number[] {
  return blocks.flatMap((block) => {
    const lines = Buffer.from(block).toString('latin1').split('\n').slice(0, -1);
    return lines.map((line) => microsOf(line.split(',')[amountColumn]!));
  });
}
