/** What a request is answered that goes on as a job: 202, with where to look. */

import Type, { type Static } from 'typebox';
import { Id } from './schemas.js';

export class StartedJob {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export const JobStarted = Type.Object(
  { jobId: Type.String({ ...Id, description: 'See `/jobs/{id}`; its `result` is this answer.' }) },
  { description: 'It takes longer than a moment, and goes on as a job.' },
);
export type JobStarted = Static<typeof JobStarted>;
