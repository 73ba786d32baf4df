/**
 * An explanation as plain text: the number, the candidates with the rule that decided each, the
 * steps of the charge, rounding and tax. Says what the engine found; decides nothing.
 */

import type {
  CandidateExplanation,
  Explanation,
  Leg,
  LegExplanation,
  RatedEvent,
} from '@ratedeck/engine';
import { printable } from '../../platform/cli/printable.js';
import { textTable } from '../../platform/cli/text-table.js';
import { lengthText } from './length-text.js';
import { nearestText } from './nearest-text.js';

const verdictMarks = { won: '>', lost: 'x', 'not-a-candidate': '-' } as const;

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function validity(candidate: CandidateExplanation): string {
  const from = candidate.effectiveFrom ?? 'always';
  return candidate.effectiveTo === null ? from : `${from} to ${candidate.effectiveTo}`;
}

/**
 * What tells rates of one code apart. Most tables use none of it, so it is shown where it is used.
 */
const apartColumns: readonly {
  readonly header: string;
  of(candidate: CandidateExplanation): string;
}[] = [
  { header: 'source', of: ({ sourceCode }) => sourceCode ?? '' },
  { header: 'length', of: ({ numberLength }) => lengthText(numberLength) },
  { header: 'profile', of: ({ timeProfile }) => timeProfile ?? '' },
  { header: 'tag', of: ({ tag }) => tag ?? '' },
];

function candidateRow(candidate: CandidateExplanation, columns: typeof apartColumns): string[] {
  return [
    verdictMarks[candidate.verdict],
    candidate.rateTable,
    candidate.code === '' ? '(any)' : candidate.code,
    candidate.codeName ?? '',
    ...columns.map((column) => column.of(candidate)),
    candidate.blocked ? 'blocked' : (candidate.price ?? ''),
    validity(candidate),
    candidate.rule,
  ];
}

function candidatesText(candidates: readonly CandidateExplanation[]): string {
  if (candidates.length === 0) return 'Rates: none has a code that begins this number.\n';
  const apart = apartColumns.filter((column) => candidates.some((each) => column.of(each) !== ''));
  const table = textTable(
    [
      { header: '' },
      { header: 'table' },
      { header: 'code' },
      { header: 'name' },
      ...apart.map(({ header }) => ({ header })),
      { header: 'price', align: 'right' },
      { header: 'in force' },
      { header: 'decided by' },
    ],
    candidates.map((candidate) => candidateRow(candidate, apart)),
  );
  return `Rates looked at (> won, x lost, - no candidate):\n${indented(table)}`;
}

function stepsText(explained: LegExplanation): string {
  if (explained.steps.length === 0) return '';
  const table = textTable(
    [
      { header: 'step' },
      { header: 'how' },
      { header: 'volume', align: 'right' },
      { header: 'total' },
    ],
    explained.steps.map((step) => [
      step.step,
      step.detail,
      step.volume === null ? '' : String(step.volume),
      step.total,
    ]),
  );
  return `Charge:\n${indented(table)}`;
}

function resultText(leg: Leg): string {
  if (leg.outcome !== 'rated') {
    const why = leg.reason === null ? '' : `: ${leg.reason}`;
    return `Result: ${printable(`${leg.outcome}${why}`)}\n`;
  }
  const currency = leg.currency ?? '';
  return [
    `Result: rated, ${leg.billedVolume} billed, amount ${leg.amount} ${currency}`,
    `  net ${leg.net} + tax ${leg.tax} = gross ${leg.gross} ${currency}`,
    '',
  ].join('\n');
}

function legTitle(leg: Leg): string {
  const account = leg.account === null ? '' : ` ${leg.account}`;
  const plan = leg.ratingPlan === null ? '' : `, plan ${leg.ratingPlan}`;
  const table = leg.rateTable === null ? '' : `, table ${leg.rateTable}`;
  return printable(`${leg.role}${account}${plan}${table}`);
}

function legText(explained: LegExplanation): string {
  const exact = explained.exactTotal === null ? '' : `Exact total: ${explained.exactTotal}\n`;
  return [
    `${legTitle(explained.leg)}\n`,
    indented(candidatesText(explained.candidates)),
    indented(nearestText(explained.nearest)),
    indented(stepsText(explained)),
    indented(exact),
    indented(resultText(explained.leg)),
  ].join('');
}

function marginText(result: RatedEvent): string {
  if (result.margin !== null) {
    return `Margin: ${result.margin.amount} ${result.margin.currency}\n`;
  }
  return result.marginReason === null ? '' : `No margin: ${printable(result.marginReason)}\n`;
}

/** Ends with a line feed. */
export function explanationText(explanation: Explanation): string {
  const { result, normalisation, legs } = explanation;
  const number = result.number ?? 'not a number';
  const lines = normalisation.map((step) => `  ${printable(step)}\n`).join('');
  const parts = [`Number: ${number}\n${lines}`, ...legs.map(legText)];
  if (legs.length === 0) parts.push(resultText(result));
  const margin = marginText(result);
  if (margin !== '') parts.push(margin);
  return parts.join('\n');
}
