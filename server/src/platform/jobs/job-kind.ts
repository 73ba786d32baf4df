/**
 * Kinds of work that is done in the background. A kind says what is done; starting, dispatching,
 * progress, cancelling and what happens after a crash are the same for all.
 */

import type { ReadCall, WriteCall } from '../access/call.js';
import type { Permission } from '../access/permissions.js';
import type { StepwiseCall } from '../http/stepwise-call.js';

export interface JobProgress {
  readonly done: number;
  /** Null: not known. */
  readonly total: number | null;
  /** What is counted, and in which step: "rates compared". */
  readonly what: string;
}

/** Told as often as one likes; what is shown of it is a second old at most. */
export type Report = (progress: JobProgress) => void;

interface KindParts {
  /** As in the API: `mass-edit`. */
  readonly name: string;
  /** Needed to ask for it and to cancel it. */
  readonly permission: Permission;
}

/**
 * All that it does is one transaction, which holds its result too: after a crash it has been done
 * wholly or not at all, and in the latter case it is begun again.
 */
export interface WholeJobKind<Input extends object, Result extends object> extends KindParts {
  readonly form: 'whole';
  readonly run: (call: WriteCall, input: Input, report: Report) => Promise<Result>;
}

/** Commits in steps of its own, and can be begun again after any of them. */
export interface SteppedJobKind<Input extends object, Result extends object> extends KindParts {
  readonly form: 'stepped';
  readonly run: (
    call: StepwiseCall & { readonly signal: AbortSignal },
    input: Input,
    report: Report,
  ) => Promise<Result>;
}

export type JobKind<Input extends object = never, Result extends object = object> =
  | WholeJobKind<Input, Result>
  | SteppedJobKind<Input, Result>;

/** What the job is about, and whose it is. */
export interface JobSubject {
  /** For people: `mass edit of "Retail EUR"`. */
  readonly title: string;
  readonly accountId: string;
  /** As in the API's addresses, singular, with its id: `rate-table`. */
  readonly thing: { readonly noun: string; readonly id: string } | null;
}

/** Who asks for it, without the connection on which it is asked. */
export type Asker = Omit<ReadCall, 'db'>;
