/**
 * Counts and totals of a batch. Amounts are added as integers at the table's decimals and turned
 * into text at the end; summaries of several threads can be added value by value.
 */

import type { CompiledTable } from '../compiled/table.js';
import type { Outcome } from '../event/event.js';
import type { PreparedEvent } from '../event/prepared-event.js';
import type { EventPricer } from '../pricing/event-pricer.js';
import type { LegSlot } from '../pricing/leg-slot.js';
import { addDecimals, type Decimal, formatDecimal } from '../values/money.js';
import { SERVICES, type Service } from '../values/scalars.js';
import { SERVICE_VOLUMES } from '../values/volume.js';
import { ExactSum } from './exact-sum.js';

/** Decimal strings by kind. */
export interface AmountTotals {
  readonly amount: string;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
}

export interface GroupTotals {
  readonly events: number;
  /** By currency. */
  readonly totals: Readonly<Record<string, AmountTotals>>;
}

type Groups = Readonly<Record<string, GroupTotals>>;

export interface BatchSummary {
  readonly events: number;
  readonly rated: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Of `no_rate`. */
  readonly noRateReasons: Readonly<Record<string, number>>;
  /** Rated events of which another party's leg or the margin could not be priced. */
  readonly incomplete: number;
  /** By service, decimal strings in the service's unit. */
  readonly billedVolume: Readonly<Partial<Record<Service, string>>>;
  readonly totals: Readonly<Record<string, AmountTotals>>;
  readonly accounts: Groups;
  readonly rateTables: Groups;
  readonly carriers: Groups;
  readonly devices: Groups;
  readonly resellers: Groups;
  /** By currency. */
  readonly margin: Readonly<Record<string, string>>;
}

/** Sums at one number of decimals. */
class Sums {
  readonly decimals: number;
  readonly amount = new ExactSum();
  readonly net = new ExactSum();
  readonly tax = new ExactSum();
  events = 0;

  constructor(decimals: number) {
    this.decimals = decimals;
  }

  add({ leg }: LegSlot): void {
    this.events += 1;
    if (leg.wide === null) {
      this.amount.add(leg.amount);
      this.net.add(leg.net);
      this.tax.add(leg.tax);
    } else {
      this.amount.addWide(leg.wide);
      this.net.addWide(leg.wideNet);
      this.tax.addWide(leg.wideTax);
    }
  }
}

/** What is added up apart: a role, an account, the assigned table. */
interface Cell {
  readonly role: string;
  readonly account: string | null;
  readonly table: CompiledTable;
  readonly sums: Sums;
}

export class BatchCounter {
  #events = 0;
  #incomplete = 0;
  readonly #outcomes = new Map<Outcome, number>();
  readonly #reasons = new Map<string, number>();
  readonly #billed = new Map<Service, ExactSum>(SERVICES.map((s) => [s, new ExactSum()]));
  /** By the assigned table, then by role and account. */
  readonly #cells = new Map<CompiledTable, Map<string, Cell>>();
  readonly #margins = new Map<string, Decimal>();
  #rated = 0;
  /** The cell of the last leg, which mostly is that of the next one too. */
  #last: Cell | null = null;

  refuse(outcome: Outcome): void {
    this.#events += 1;
    count(this.#outcomes, outcome);
  }

  add(pricer: EventPricer, event: PreparedEvent): void {
    const { leg } = pricer.result;
    this.#events += 1;
    if (leg.outcome === 'rated') {
      this.#rated += 1;
      this.#billed.get(event.service)!.add(leg.billedVolume);
      if (pricer.reported !== null) this.#incomplete += 1;
    } else {
      count(this.#outcomes, leg.outcome);
      if (leg.outcome === 'no_rate') count(this.#reasons, leg.reason!);
    }
    // A call that a customer above refuses is not made: none of its legs is owed.
    if (leg.outcome === 'rated') this.#addLegs(pricer);
  }

  #addLegs(pricer: EventPricer): void {
    for (let i = 0; i < pricer.legCount; i += 1) {
      const slot = pricer.slot(i);
      if (slot.leg.outcome === 'rated' && !isUpperCustomer(slot, i))
        this.#cell(slot).sums.add(slot);
    }
    const { margin } = pricer;
    if (margin === null || margin.amount === null) return;
    const before = this.#margins.get(margin.currency!);
    const sum = before === undefined ? margin.amount : addDecimals(before, margin.amount);
    this.#margins.set(margin.currency!, sum);
  }

  #cell(slot: LegSlot): Cell {
    const { table } = slot.leg;
    const last = this.#last;
    if (last?.table === table && last.account === slot.accountName && last.role === slot.role) {
      return last;
    }
    this.#last = this.#findCell(slot, table);
    return this.#last;
  }

  #findCell(slot: LegSlot, table: CompiledTable): Cell {
    let cells = this.#cells.get(table);
    if (cells === undefined) {
      cells = new Map();
      this.#cells.set(table, cells);
    }
    const { role, accountName: account } = slot;
    const key = account === null ? role : `${role} ${account}`;
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = { role, account, table, sums: new Sums(table.decimals) };
      cells.set(key, cell);
    }
    return cell;
  }

  summary(): BatchSummary {
    const cells = [...this.#cells.values()].flatMap((byKey) => [...byKey.values()]);
    const customers = cells.filter(({ role }) => role === 'customer');
    const group = (role: string): Groups =>
      groupTotals(
        cells.filter((cell) => cell.role === role),
        (cell) => cell.account ?? '',
      );
    const outcomes = this.#rated > 0 ? [['rated', this.#rated] as const] : [];
    const billed = [...this.#billed].filter(([, sum]) => sum.total > 0n);
    const main = customers.length > 0 ? customers : cells;
    return {
      events: this.#events,
      rated: this.#rated,
      outcomes: Object.fromEntries([...outcomes, ...this.#outcomes]),
      noRateReasons: Object.fromEntries(this.#reasons),
      incomplete: this.#incomplete,
      billedVolume: Object.fromEntries(
        billed.map(([service, sum]) => [
          service,
          formatDecimal({ digits: sum.total, scale: SERVICE_VOLUMES[service].decimals }),
        ]),
      ),
      totals: amountTotals(main),
      accounts: group('customer'),
      rateTables: groupTotals(main, (cell) => cell.table.name),
      carriers: group('carrier'),
      devices: group('device'),
      resellers: group('reseller'),
      margin: Object.fromEntries([...this.#margins].map(([c, sum]) => [c, formatDecimal(sum)])),
    };
  }
}

/** Upper customers owe what the paying one owes a second time over; totals are of paying legs. */
const isUpperCustomer = (slot: LegSlot, position: number): boolean =>
  slot.role === 'customer' && position > 0;

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function groupTotals(cells: readonly Cell[], nameOf: (cell: Cell) => string): Groups {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const name = nameOf(cell);
    groups.set(name, [...(groups.get(name) ?? []), cell]);
  }
  const entries = [...groups].map(([name, members]): [string, GroupTotals] => [
    name,
    {
      events: members.reduce((sum, { sums }) => sum + sums.events, 0),
      totals: amountTotals(members),
    },
  ]);
  return Object.fromEntries(entries);
}

function amountTotals(cells: readonly Cell[]): Record<string, AmountTotals> {
  const byCurrency = new Map<string, Cell[]>();
  for (const cell of cells) {
    const { currency } = cell.table;
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), cell]);
  }
  return Object.fromEntries(
    [...byCurrency].map(([currency, members]) => {
      const sum = (pick: (sums: Sums) => bigint): Decimal =>
        members
          .map(({ sums }) => ({ digits: pick(sums), scale: sums.decimals }))
          .reduce(addDecimals);
      const net = sum((sums) => sums.net.total);
      const tax = sum((sums) => sums.tax.total);
      const amount = sum((sums) => sums.amount.total);
      const texts = [amount, net, tax, addDecimals(net, tax)].map(formatDecimal);
      return [currency, { amount: texts[0]!, net: texts[1]!, tax: texts[2]!, gross: texts[3]! }];
    }),
  );
}
