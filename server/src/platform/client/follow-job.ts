/**
 * Waits for what goes on as a job on the server, with a line of progress on the terminal. A command
 * that is ended meanwhile leaves the job at work, and says so.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { CommandFailure, exitCodes } from '../cli/command-failure.js';
import { type ProgressState, showProgress } from '../cli/progress.js';
import { problemFailure } from './answer-failure.js';
import type { ServerClient } from './server-client.js';

export interface FollowedJob {
  readonly id: string;
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: { readonly done: number; readonly total: number | null } | null;
  readonly result: object | null;
  readonly problem: object | null;
}

interface Started {
  readonly jobId: string;
}

const LOOK_MS = 500;

function isStarted(answer: object): answer is Started {
  return 'jobId' in answer && typeof answer.jobId === 'string';
}

function stateOf({ progress }: FollowedJob): ProgressState {
  const { done = 0, total = null } = progress ?? {};
  return { rows: done, fraction: total === null || total === 0 ? null : done / total };
}

/** Until it has ended, however it did. */
export async function watchJob(client: ServerClient, id: string): Promise<FollowedJob> {
  let job: FollowedJob | null = null;
  const shown = showProgress(
    () => (job === null ? { rows: 0, fraction: null } : stateOf(job)),
    false,
  );
  try {
    for (;;) {
      job = await client.call<FollowedJob>({ path: `/jobs/${id}` });
      if (job.status !== 'waiting' && job.status !== 'running') return job;
      await delay(LOOK_MS);
    }
  } finally {
    shown.stop();
  }
}

/** The answer of a request, once it is there; a job that failed is a failure of the command. */
export async function followed<Answer extends object>(
  client: ServerClient,
  answer: Answer | Started,
): Promise<Answer> {
  if (!isStarted(answer)) return answer;
  const job = await watchJob(client, answer.jobId);
  if (job.status === 'done' && job.result !== null) return job.result as Answer;
  if (job.status === 'failed' && job.problem !== null) {
    throw problemFailure(client.address, 400, job.problem);
  }
  throw new CommandFailure(exitCodes.badInput, `job ${job.id} was cancelled: nothing was changed`);
}
