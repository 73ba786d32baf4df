/** An expected refusal, thrown by services and told by whoever called them: API or command line. */

import { type ProblemCode, problemKinds } from './catalogue.js';

/** One fault of the input, told by the place where a caller finds it. */
export interface ProblemFault {
  /** `rates[0].price`; empty: the whole. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly faults: readonly ProblemFault[];

  /** `detail` says what to do, in words for people. */
  constructor(code: ProblemCode, detail?: string, faults: readonly ProblemFault[] = []) {
    super(detail ?? problemKinds[code].meaning);
    this.code = code;
    this.faults = faults;
  }
}

/** One or more faults of the input. */
export function invalidRequest(...faults: readonly ProblemFault[]): Problem {
  return new Problem('invalid_request', undefined, faults);
}

/** `noun` with its id, such as "rate table 17". */
export function notFound(noun: string, id: string): Problem {
  return new Problem('not_found', `there is no ${noun} ${id}, or it is not yours to see`);
}

/** What was looked for, or null where there is no such thing to be seen. */
export async function foundOrNull<T>(looked: Promise<T>): Promise<T | null> {
  try {
    return await looked;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return null;
    throw error;
  }
}

/** The fault of a field that names a thing which is not there, or not the caller's to see. */
export function unknownReference(path: string, noun: string): ProblemFault {
  return { path, code: 'unknown_reference', message: `names no ${noun} that you can see` };
}

/** What the field at `path` names, once it was looked for; refused when it names nothing. */
export async function referenced<T>(looked: Promise<T>, path: string, noun: string): Promise<T> {
  const found = await foundOrNull(looked);
  if (found === null) throw invalidRequest(unknownReference(path, noun));
  return found;
}
