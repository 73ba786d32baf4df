/**
 * Timing: candidates take turns (so that a busy moment of the machine hits all of them), the first
 * rounds are warm-up, and the median of the rest counts. Each candidate leaves an answer for every
 * item, which the caller compares: no work can be optimised away unseen.
 */

import { performance } from 'node:perf_hooks';

export interface Candidate {
  readonly name: string;
  /** Answers everything once. */
  readonly run: () => void;
}

export interface RoundsPlan {
  readonly warmUp: number;
  readonly rounds: number;
}

/** Median seconds of one run, by candidate name. */
export function timeInTurns(
  candidates: readonly Candidate[],
  plan: RoundsPlan,
): Map<string, number> {
  const seconds = new Map<string, number[]>(candidates.map(({ name }) => [name, []]));
  for (let round = 0; round < plan.warmUp + plan.rounds; round += 1) {
    for (const candidate of candidates) {
      const elapsed = secondsOf(candidate.run);
      if (round >= plan.warmUp) seconds.get(candidate.name)!.push(elapsed);
    }
  }
  return new Map([...seconds].map(([name, samples]) => [name, median(samples)]));
}

export function secondsOf(run: () => void): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}

export function median(samples: readonly number[]): number {
  if (samples.length === 0) throw new Error('no measurement was taken');
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Largest resident size of this process so far. */
export function peakRssMiB(): number {
  return process.resourceUsage().maxRSS / 1024;
}
