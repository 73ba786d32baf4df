/**
 * What those see of the rates behind a price who do not own them: none that were put aside, and of a
 * table that is only a parent of what prices them those alone that no nearer table has. It is what
 * the lists of rates show them.
 */

import type { CandidateExplanation, Leg, NearRate } from '@ratedeck/engine';

/** Of a table: all of them; all but those put aside; what prices, as far as that is told. */
export type SeenRates = 'all' | 'active' | 'winners';

type SeesRates = (rateTable: string) => SeenRates;

const identityOf = ({ code, sourceCode, numberLength, timeProfile, tag }: CandidateExplanation) =>
  JSON.stringify([code, sourceCode, numberLength, timeProfile, tag]);

export function shownCandidates(
  candidates: readonly CandidateExplanation[],
  seesRates: SeesRates,
): CandidateExplanation[] {
  const active = candidates.filter(({ rule }) => rule !== 'stashed');
  const tables = new Map<string, Set<string>>();
  for (const candidate of active) {
    const identity = identityOf(candidate);
    tables.set(identity, (tables.get(identity) ?? new Set()).add(candidate.rateTable));
  }
  return candidates.filter((candidate) => {
    const seen = seesRates(candidate.rateTable);
    if (seen === 'all' || candidate.verdict === 'won') return true;
    if (candidate.rule === 'stashed') return false;
    return seen === 'active' || tables.get(identityOf(candidate))!.size === 1;
  });
}

export const shownNearest = (nearest: readonly NearRate[], seesRates: SeesRates): NearRate[] =>
  nearest.filter(({ rateTable, reason }) => {
    const seen = seesRates(rateTable);
    return seen === 'all' || (seen === 'active' && reason !== 'stashed');
  });

/** That something was put aside is told of the own rates alone, among the nearest. */
export const withoutStash = <Told extends Pick<Leg, 'reason'>>(leg: Told): Told =>
  leg.reason === 'stashed' ? { ...leg, reason: 'no_code' } : leg;
