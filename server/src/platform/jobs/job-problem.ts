/** Why a job failed, as the API tells of refused requests. */

import { answerProblem } from '../http/problem-answer.js';

export interface JobProblem {
  readonly problem: object;
  /** Not expected: belongs into the log. */
  readonly isDefect: boolean;
  /** It may go better later, without anybody mending anything. */
  readonly mayPass: boolean;
}

export function jobProblem(error: unknown): JobProblem {
  const { status, body, isDefect } = answerProblem(error, '', '');
  const { instance: _, requestId: __, ...problem } = body;
  return { problem, isDefect, mayPass: status === 503 };
}
