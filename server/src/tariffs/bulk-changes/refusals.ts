/** Collects why rates were refused: all are counted, the first thousand are told. */

import { Problem } from '../../platform/problems/problem.js';
import type { StoredRate } from '../stored-rates/record.js';
import { FAULTS_MAX, type RowFault } from './schema.js';

/** Why one rate cannot be changed as the request says. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

interface Told extends RowFault {
  /** For people, who know rates by their code. */
  readonly rateText: string;
}

const rateTextOf = ({ id, code }: StoredRate): string =>
  `rate ${id} of code ${code === '' ? '(every number)' : code}`;

export class Refusals {
  #count = 0;
  readonly #told: Told[] = [];

  /** Of rates; one can have several faults. */
  get count(): number {
    return this.#count;
  }

  get faults(): RowFault[] {
    return this.#told.map(({ rateId, code, message }) => ({ rateId, code, message }));
  }

  add(rate: StoredRate, faults: readonly Refusal[]): void {
    this.#count += 1;
    for (const { code, message } of faults) {
      if (this.#told.length >= FAULTS_MAX) return;
      this.#told.push({ rateId: rate.id, code, message, rateText: rateTextOf(rate) });
    }
  }

  /** `path` is the field of the request that selected the rates. */
  problem(path: string): Problem {
    const count = this.#count;
    const what = count === 1 ? '1 rate is refused' : `${count} rates are refused`;
    return new Problem(
      'conflict',
      `${what}, so nothing was written: mend what the faults say, or send skipRefused to change ` +
        'the others only',
      this.#told.map(({ rateText, code, message }) => ({
        path,
        code,
        message: `${rateText}: ${message}`,
      })),
    );
  }
}
