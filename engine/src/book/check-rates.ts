/**
 * The rates of a table, one by one: what a rate refers to and what must hold within it.
 *
 * Runs over every rate of a deck, so nothing is allocated for a rate that has nothing wrong; what
 * must hold between rates is in `check-versions.ts`.
 */

import type { Service } from '../values/scalars.js';
import type { ChargeParameters, Rate, RateTable, Tier } from './book.js';
import type { BookCheck } from './book-check.js';
import { chargeParameterNames } from './charge-parameters.js';
import { checkNumberLength } from './check-number-length.js';
import { DEFAULTS } from './defaults.js';
import type { Path } from './fault-list.js';
import { instantMsOf } from './instant-cache.js';
import type { Salvaged } from './salvaged.js';

export const NOT_WHOLE: Readonly<Record<string, string>> = {
  sms: 'must be whole: messages are not divided',
  data: 'must be whole: bytes are not divided',
};

const VOLUME_NAMES = chargeParameterNames('volume');

interface FractionalVolume {
  readonly steps: Path;
  readonly value: number;
}

const isFraction = (value: number | undefined): value is number =>
  value !== undefined && !Number.isInteger(value);

/** The volumes that have decimals, which is right for seconds only. */
export function fractionalVolumes(parameters: Salvaged<ChargeParameters>): FractionalVolume[] {
  const found: FractionalVolume[] = [];
  for (const name of VOLUME_NAMES) {
    const value = parameters[name];
    if (isFraction(value)) found.push({ steps: [name], value });
  }
  parameters.tiers?.forEach((tier, index) => {
    for (const name of ['from', 'interval'] as const) {
      const value = tier[name];
      if (isFraction(value)) found.push({ steps: ['tiers', index, name], value });
    }
  });
  return found;
}

export function checkTiers(check: BookCheck, path: Path, tiers: readonly Salvaged<Tier>[]): void {
  let before = -1;
  tiers.forEach(({ from }, index) => {
    if (from === undefined) return;
    if (from <= before) {
      const message = `must be above ${before}, where the tier before it begins`;
      check.faults.add([...path, index, 'from'], from, 'tiers_not_ascending', message);
    }
    before = from;
  });
}

/** What the rates of a table have in common. */
interface TableOfRates {
  readonly index: number;
  /** Undefined when what stood there was no service. */
  readonly service: Service | undefined;
  readonly hasPrice: boolean;
  readonly defaults: Salvaged<ChargeParameters>;
  readonly fractions: readonly FractionalVolume[];
}

function tableOfRates(check: BookCheck, table: Salvaged<RateTable>, index: number): TableOfRates {
  const { lost } = check;
  const defaults = table.defaults ?? {};
  return {
    index,
    service: lost.has(table, 'service') ? undefined : (table.service ?? DEFAULTS.service),
    hasPrice:
      defaults.price !== undefined || lost.has(table, 'defaults') || lost.has(defaults, 'price'),
    defaults,
    fractions: fractionalVolumes(defaults),
  };
}

export function checkRates(check: BookCheck, table: Salvaged<RateTable>, index: number): void {
  const { rates } = table;
  if (rates === undefined) return;
  const common = tableOfRates(check, table, index);
  for (let position = 0; position < rates.length; position += 1) {
    const rate = rates[position]!;
    if (rate.price === undefined && rate.blocked !== true && !common.hasPrice) {
      reportMissingPrice(check, common, rate, position);
    }
    if (rate.timeProfile !== undefined && !check.timeProfiles.has(rate.timeProfile)) {
      const path = pathOf(common, position, 'timeProfile');
      const known = check.timeProfiles;
      check.faults.addUnknownReference(path, rate.timeProfile, 'time profile', known);
    }
    if (rate.numberLength !== undefined) {
      checkNumberLength(check, pathOf(common, position, 'numberLength'), rate.numberLength);
    }
    if (rate.tiers !== undefined) {
      checkTiers(check, pathOf(common, position, 'tiers'), rate.tiers);
    }
    if (rate.effectiveTo !== undefined && rate.effectiveFrom !== undefined) {
      checkEnd(check, common, rate.effectiveFrom, rate.effectiveTo, position);
    }
    const service = rate.service ?? common.service;
    if (service !== 'voice' && service !== undefined) {
      checkWhole(check, common, rate, service, position);
    }
  }
}

function pathOf(table: TableOfRates, position: number, name: string): Path {
  return ['rateTables', table.index, 'rates', position, name];
}

function reportMissingPrice(
  check: BookCheck,
  table: TableOfRates,
  rate: Salvaged<Rate>,
  position: number,
): void {
  if (check.lost.has(rate, 'price') || check.lost.has(rate, 'blocked')) return;
  const message = 'give a price, a default price in the table, or "blocked": true';
  check.faults.add(pathOf(table, position, 'price'), undefined, 'price_missing', message);
}

function checkEnd(
  check: BookCheck,
  table: TableOfRates,
  from: string,
  to: string,
  position: number,
): void {
  if (instantMsOf(to)! > instantMsOf(from)!) return;
  const path = pathOf(table, position, 'effectiveTo');
  check.faults.add(path, to, 'ends_before_start', `must be after effectiveFrom ${from}`);
}

function checkWhole(
  check: BookCheck,
  table: TableOfRates,
  rate: Salvaged<Rate>,
  service: 'sms' | 'data',
  position: number,
): void {
  if (check.lost.has(rate, 'service')) return;
  for (const { steps, value } of fractionalVolumes(rate)) {
    const path = ['rateTables', table.index, 'rates', position, ...steps];
    check.faults.add(path, value, 'not_whole', NOT_WHOLE[service]!);
  }
  // Defaults of a table of messages or data are reported at the defaults, once.
  if (table.fractions.length === 0 || table.service !== 'voice') return;
  for (const { steps, value } of table.fractions) {
    const name = steps[0] as keyof Rate;
    if (rate[name] !== undefined || check.lost.has(rate, name)) continue;
    const advice = `give it here: the table's default has ${value}, and for ${service} it`;
    const message = `${advice} ${NOT_WHOLE[service]}`;
    check.faults.add(pathOf(table, position, name), undefined, 'not_whole', message);
  }
}
