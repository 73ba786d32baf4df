/**
 * What a call would cost, without pricing a file: against one plan, table, account, trunk or
 * carrier with its explanation, or against every plan of the book, one row each. A plan that fails
 * has a row that says so; the others are priced all the same.
 */

import type {
  Explanation,
  MaxVolume,
  NearRate,
  RatedEvent,
  RateOptions,
  Rater,
  RatingEvent,
} from '@ratedeck/engine';
import { badInput } from '../../platform/cli/command-failure.js';
import { printable } from '../../platform/cli/printable.js';
import { textTable } from '../../platform/cli/text-table.js';
import { explanationText } from './explanation-text.js';
import { nearestText } from './nearest-text.js';

export interface Simulation {
  readonly event: RatingEvent;
  readonly options: RateOptions;
  /** The largest volume for it is asked for, too. */
  readonly balance?: string;
}

export interface ExplainedSimulation extends Explanation {
  readonly maxVolume: MaxVolume | null;
}

export interface PlanSimulation {
  readonly plan: string;
  readonly result: RatedEvent | null;
  /** Where there is no rate: those that come nearest. */
  readonly nearest: readonly NearRate[];
  readonly maxVolume: MaxVolume | null;
  /** What went wrong where there is no result. */
  readonly error: string | null;
}

function maxVolumeOf(rater: Rater, simulation: Simulation): MaxVolume | null {
  const { event, options, balance } = simulation;
  return balance === undefined ? null : rater.maxVolume(event, balance, options);
}

export function simulateOne(rater: Rater, simulation: Simulation): ExplainedSimulation {
  const explanation = rater.explain(simulation.event, simulation.options);
  return { ...explanation, maxVolume: maxVolumeOf(rater, simulation) };
}

function nearestOf(
  rater: Rater,
  { event, options }: Simulation,
  { outcome }: RatedEvent,
): readonly NearRate[] {
  return outcome === 'no_rate' ? rater.explain(event, options).legs[0]!.nearest : [];
}

export function simulatePlans(
  rater: Rater,
  plans: readonly string[],
  simulation: Simulation,
): PlanSimulation[] {
  if (plans.length === 0) {
    throw badInput('the book has no rating plans; name a table with --table');
  }
  return plans.map((plan) => {
    const one = { ...simulation, options: { ...simulation.options, plan } };
    try {
      const result = rater.rate(one.event, one.options);
      const nearest = nearestOf(rater, one, result);
      return { plan, result, nearest, maxVolume: maxVolumeOf(rater, one), error: null };
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      return { plan, result: null, nearest: [], maxVolume: null, error: words };
    }
  });
}

const volumeUnits = { voice: 's', sms: 'messages', data: 'bytes' } as const;

function maxVolumeText(simulation: Simulation, answer: MaxVolume): string {
  const unit = volumeUnits[simulation.event.service ?? 'voice'];
  if (answer.volume !== null) return `${answer.volume} ${unit}`;
  return answer.reason === null ? answer.outcome : `${answer.outcome}: ${answer.reason}`;
}

export function explainedSimulationText(
  simulation: Simulation,
  explained: ExplainedSimulation,
): string {
  const text = explanationText(explained);
  if (explained.maxVolume === null) return text;
  const longest = printable(maxVolumeText(simulation, explained.maxVolume));
  return `${text}\nA balance of ${simulation.balance} lasts for: ${longest}\n`;
}

function planRow(simulation: Simulation, row: PlanSimulation): string[] {
  const { result } = row;
  if (result === null) return [row.plan, 'failed', row.error ?? ''];
  return [
    row.plan,
    result.outcome,
    result.reason ?? '',
    result.rateTable ?? '',
    result.code ?? '',
    result.codeName ?? '',
    result.billedVolume === null ? '' : String(result.billedVolume),
    result.amount ?? '',
    result.currency ?? '',
    row.maxVolume === null ? '' : maxVolumeText(simulation, row.maxVolume),
  ];
}

export function planSimulationsText(
  simulation: Simulation,
  rows: readonly PlanSimulation[],
): string {
  const columns = [
    { header: 'plan' },
    { header: 'outcome' },
    { header: 'reason' },
    { header: 'table' },
    { header: 'code' },
    { header: 'name' },
    { header: 'billed', align: 'right' },
    { header: 'amount', align: 'right' },
    { header: 'currency' },
    { header: simulation.balance === undefined ? '' : `lasts with ${simulation.balance}` },
  ] as const;
  const prices = textTable(
    columns,
    rows.map((row) => planRow(simulation, row)),
  );
  const lacking = rows.filter(({ nearest }) => nearest.length > 0);
  const texts = lacking.map(({ plan, nearest }) => `${printable(plan)}:\n${nearestText(nearest)}`);
  return [prices, ...texts].join('\n');
}
