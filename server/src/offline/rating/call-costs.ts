/**
 * What the same calls cost by two price lists, summed up by destination. Each block of calls is
 * priced by both lists and the two answers are read side by side, so a call is counted once: priced
 * by both, by one of them only, or by neither. Amounts are added exactly.
 */

import { createCsvRating, type EventColumns, type Rater } from '@ratedeck/engine';
import { badInput } from '../../platform/cli/command-failure.js';
import { showProgress } from '../../platform/cli/progress.js';
import { readCsvRows } from '../../platform/csv/csv-rows.js';
import { createBlockSlots } from './block-slots.js';
import { openByteSource } from './byte-source.js';
import { type EventHead, type HeadOptions, readEventHead } from './event-head.js';
import { internationalRules } from './international-rules.js';
import { runPipeline } from './rating-pipeline.js';
import { readColumns } from './read-columns.js';
import { csvRecordEnd } from './record-ends.js';
import { withoutParties } from './without-parties.js';

export interface CallCostsRequest extends HeadOptions {
  readonly callsPath: string;
  /** A book with both price lists as tables, without names of destinations. */
  readonly rater: Rater;
  readonly oldTable: string;
  readonly newTable: string;
  /** Of a call by the code that the new list, else the old one, prices it with. */
  destinationOf(code: string, list: 'old' | 'new'): string;
  readonly quiet: boolean;
}

/** Amounts are integers of 10^-10. */
export interface CallCost {
  /** Priced by both lists. */
  bothCalls: number;
  bothOld: bigint;
  bothNew: bigint;
  /** The new list refuses them. */
  oldOnlyCalls: number;
  oldOnly: bigint;
  /** The old list refuses them. */
  newOnlyCalls: number;
  newOnly: bigint;
}

export interface CallCosts {
  readonly calls: number;
  /** Refused by both lists, with the number of calls by reason. */
  readonly unpriced: ReadonlyMap<string, number>;
  readonly destinations: ReadonlyMap<string, CallCost>;
}

const amountDecimals = 10;
const slotInputBytes = 1024 * 1024;
const blockBytes = 256 * 1024;
// Columns of the rated output.
const [outcomeColumn, reasonColumn, codeColumn, amountColumn] = [1, 2, 5, 8];

export function emptyCost(): CallCost {
  return {
    bothCalls: 0,
    bothOld: 0n,
    bothNew: 0n,
    oldOnlyCalls: 0,
    oldOnly: 0n,
    newOnlyCalls: 0,
    newOnly: 0n,
  };
}

function amountUnits(amount: string): bigint {
  const point = amount.indexOf('.');
  const whole = point === -1 ? amount : amount.slice(0, point);
  const fraction = point === -1 ? '' : amount.slice(point + 1);
  return BigInt(whole + fraction.padEnd(amountDecimals, '0'));
}

class CostTally {
  calls = 0;
  readonly unpriced = new Map<string, number>();
  readonly destinations = new Map<string, CallCost>();
  readonly #destinationOf: CallCostsRequest['destinationOf'];

  constructor(destinationOf: CallCostsRequest['destinationOf']) {
    this.#destinationOf = destinationOf;
  }

  add(old: readonly string[], next: readonly string[]): void {
    this.calls += 1;
    const isOld = old[outcomeColumn] === 'rated';
    const isNew = next[outcomeColumn] === 'rated';
    if (!isOld && !isNew) {
      const outcome = next[outcomeColumn]!;
      const reason = outcome === 'no_rate' ? `no_rate ${next[reasonColumn]}` : outcome;
      this.unpriced.set(reason, (this.unpriced.get(reason) ?? 0) + 1);
      return;
    }
    const cost = this.#cost(
      isNew
        ? this.#destinationOf(next[codeColumn]!, 'new')
        : this.#destinationOf(old[codeColumn]!, 'old'),
    );
    const oldAmount = isOld ? amountUnits(old[amountColumn]!) : 0n;
    const newAmount = isNew ? amountUnits(next[amountColumn]!) : 0n;
    if (isOld && isNew) {
      cost.bothCalls += 1;
      cost.bothOld += oldAmount;
      cost.bothNew += newAmount;
    } else if (isOld) {
      cost.oldOnlyCalls += 1;
      cost.oldOnly += oldAmount;
    } else {
      cost.newOnlyCalls += 1;
      cost.newOnly += newAmount;
    }
  }

  #cost(destination: string): CallCost {
    const found = this.destinations.get(destination);
    if (found !== undefined) return found;
    const cost = emptyCost();
    this.destinations.set(destination, cost);
    return cost;
  }
}

function readRows(bytes: Uint8Array, delimiter: string): string[][] {
  const rows: string[][] = [];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  readCsvRows(
    text,
    delimiter,
    { position: 0, line: 1 },
    (cells) => rows.push(cells),
    ({ line, message }) => {
      throw new Error(`line ${line} of the rated calls: ${message}`);
    },
  );
  return rows;
}

/** The id is not read: nobody asks for it here, and it may hold anything. */
function columnsOf(name: string, head: EventHead): { columns: EventColumns; delimiter: string } {
  const { format } = head;
  if (format.kind === 'json') {
    throw badInput(`${name} is JSON lines; costs are compared on CSV with a header`);
  }
  const columns = readColumns(name, format.headerCells, format.mapping);
  const positions = columns.positions.map((position, index) => (index === 0 ? -1 : position));
  return { columns: { ...columns, positions }, delimiter: format.delimiter };
}

export async function compareCallCosts(request: CallCostsRequest): Promise<CallCosts> {
  const { rater, oldTable, newTable, quiet } = request;
  const source = await openByteSource(request.callsPath);
  const tally = new CostTally(request.destinationOf);
  const progress = showProgress(() => ({ rows: tally.calls, fraction: source.fraction() }), quiet);
  try {
    const { head } = withoutParties(await readEventHead(source, request));
    const { columns, delimiter } = columnsOf(source.name, head);
    const ratingBy = (table: string) =>
      createCsvRating(rater, {
        columns,
        delimiter,
        options: { table, numberRules: internationalRules },
      });
    const oldRating = ratingBy(oldTable);
    const newRating = ratingBy(newTable);
    await runPipeline({
      source,
      head: head.rest,
      firstLine: head.firstLine,
      recordEnd: csvRecordEnd(delimiter),
      blockBytes,
      slots: createBlockSlots({ slotCount: 1, inputBytes: slotInputBytes, outputBytes: 0 }),
      rater: {
        rate: (slot, length, firstLine) => {
          const block = new Uint8Array(slot.input, 0, length);
          const old = readRows(oldRating.rate(block, firstLine), delimiter);
          const next = readRows(newRating.rate(block, firstLine), delimiter);
          for (let index = 0; index < old.length; index += 1) tally.add(old[index]!, next[index]!);
          return Promise.resolve(0);
        },
      },
      output: { write: () => Promise.resolve() },
      onLines: () => undefined,
    });
  } finally {
    progress.stop();
    await source.close();
  }
  return tally;
}
