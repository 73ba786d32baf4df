/**
 * What the same calls cost by two price lists, summed up by destination. Each block of calls is
 * priced by both lists and the two answers are taken side by side, so a call is counted once:
 * priced by both, by one of them only, or by neither. Amounts are added exactly.
 */

import { callReading } from '@ratedeck/decks/calls';
import type { Rater } from '@ratedeck/engine';
import {
  createCsvPricing,
  type EventColumns,
  type EventReading,
  type PricedCall,
} from '@ratedeck/engine/batch';
import { badInput } from '../../platform/cli/command-failure.js';
import { printable } from '../../platform/cli/printable.js';
import { showProgress } from '../../platform/cli/progress.js';
import { writeStderr } from '../../platform/cli/terminal.js';
import { createBlockSlots } from './block-slots.js';
import { type EventHead, readEventHead } from './event-head.js';
import type { HeadOptions } from './head-options.js';
import { internationalRules } from './international-rules.js';
import { openCalls } from './open-calls.js';
import { formatColumns } from './rating-job.js';
import { runPipeline } from './rating-pipeline.js';
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

function amountUnits({ amount, decimals }: PricedCall): bigint {
  return amount * 10n ** BigInt(amountDecimals - decimals);
}

class CostTally {
  calls = 0;
  readonly unpriced = new Map<string, number>();
  readonly destinations = new Map<string, CallCost>();
  readonly #destinationOf: CallCostsRequest['destinationOf'];

  constructor(destinationOf: CallCostsRequest['destinationOf']) {
    this.#destinationOf = destinationOf;
  }

  add(old: PricedCall, next: PricedCall): void {
    this.calls += 1;
    const isOld = old.outcome === 'rated';
    const isNew = next.outcome === 'rated';
    if (!isOld && !isNew) {
      const { outcome } = next;
      const reason = outcome === 'no_rate' ? `no_rate ${next.reason}` : outcome;
      this.unpriced.set(reason, (this.unpriced.get(reason) ?? 0) + 1);
      return;
    }
    const destination = isNew
      ? this.#destinationOf(next.code, 'new')
      : this.#destinationOf(old.code, 'old');
    const cost = this.#cost(destination);
    const oldAmount = amountUnits(old);
    const newAmount = amountUnits(next);
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

/** The id is not read: nobody asks for it here, and it may hold anything. */
interface CallsForm {
  readonly columns: EventColumns;
  readonly delimiter: string;
  readonly reading: EventReading;
}

function formOf(name: string, head: EventHead): CallsForm {
  const { format } = head;
  if (format.kind === 'json') {
    throw badInput(`${name} is JSON lines; costs are compared on CSV with a header`);
  }
  const columns = formatColumns(format);
  const positions = columns.positions.map((position, index) => (index === 0 ? -1 : position));
  const { delimiter, form } = format;
  return { columns: { ...columns, positions }, delimiter, reading: callReading(form) };
}

export async function priceByBoth(request: CallCostsRequest): Promise<CallCosts> {
  const { rater, oldTable, newTable, quiet } = request;
  const tell = (note: string): void => {
    if (!quiet) writeStderr(`ratedeck: ${printable(note)}\n`);
  };
  const source = await openCalls(request.callsPath, { ...request, tell });
  const tally = new CostTally(request.destinationOf);
  const progress = showProgress(() => ({ rows: tally.calls, fraction: source.fraction() }), quiet);
  try {
    const read = await readEventHead(source, request);
    read.notes.forEach(tell);
    const { head } = withoutParties(read);
    const { columns, delimiter, reading } = formOf(source.name, head);
    const pricingBy = (table: string) =>
      createCsvPricing(rater, {
        columns,
        delimiter,
        reading,
        options: { table, numberRules: internationalRules },
      });
    const oldPricing = pricingBy(oldTable);
    const newPricing = pricingBy(newTable);
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
          const old: PricedCall[] = [];
          oldPricing.price(block, firstLine, (call) => old.push(call));
          let index = 0;
          newPricing.price(block, firstLine, (call) => {
            tally.add(old[index]!, call);
            index += 1;
          });
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
  if (tally.calls === 0) tell(`${source.name} holds no calls`);
  return tally;
}
