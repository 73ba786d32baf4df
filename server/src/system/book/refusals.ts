/**
 * What services refuse of a book's parts, told at once and by the paths of the book: rules that only
 * the server has (who owns what, gaps, calls that were rated) as well as those of single requests.
 */

import { Problem, type ProblemFault } from '../../platform/problems/problem.js';

const FAULTS_MAX = 1000;

/** `entries[0].rateTableId` of a request is `entries[0].rateTable` of a book. */
const bookField = (path: string): string => path.replace(/Id$/, '');

export class Refusals {
  readonly #problems: Problem[] = [];
  readonly #faults: ProblemFault[] = [];

  /** The outcome of `work` on what stands at `path`; null: it was refused, which is told later. */
  async at<T>(path: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#problems.push(error);
      for (const fault of faultsAt(path, error)) this.#faults.push(fault);
      return null;
    }
  }

  /** What follows may lean on what was refused, so it is not looked at. */
  throwIfAny(): void {
    const [first] = this.#problems;
    if (first === undefined) return;
    const isAlike = this.#problems.every(({ code }) => code === first.code);
    const detail = this.#problems.length === 1 ? first.message : undefined;
    const faults = this.#faults.slice(0, FAULTS_MAX);
    const more = this.#faults.length - faults.length;
    const message = `${more} more fault(s) are not listed: mend these first`;
    if (more > 0) faults.push({ path: 'body', code: 'more_faults', message });
    throw new Problem(isAlike ? first.code : 'invalid_request', detail, faults);
  }
}

function faultsAt(path: string, { code, message, faults }: Problem): readonly ProblemFault[] {
  if (faults.length === 0) return [{ path, code, message }];
  return faults.map((fault) => {
    const field = bookField(fault.path);
    return { ...fault, path: field === '' ? path : `${path}.${field}` };
  });
}
