/**
 * Which changes of many rates go on as a job: those of more rates than are changed in a moment. The
 * request is judged before, so that what is wrong with it is told at once; the job judges it again, as
 * the table may be another one by then.
 */

import type { WriteCall } from '../../platform/access/call.js';
import type { StartedJob } from '../../platform/http/started-job.js';
import type { WholeJobKind } from '../../platform/jobs/job-kind.js';
import { startJob } from '../../platform/jobs/start-job.js';
import type { RateTable } from '../rate-tables/schema.js';
import { countSelected, type RateSelection } from '../rates/service.js';

/** About a second's work. */
const AT_ONCE_COUNT_MAX = 20_000;

export interface BulkInput<Body> {
  readonly rateTableId: string;
  readonly body: Body;
}

interface Prepared {
  /** The one that is changed. */
  readonly table: RateTable;
  /** What is gone through. */
  readonly selection: RateSelection;
}

export interface BulkChange<Body, Ready extends Prepared, Answer> {
  /** As a job: `mass-edit`. */
  readonly name: string;
  /** For people: `mass edit`. */
  readonly words: string;
  /** Refuses what is wrong with the request; locks the table unless it is a preview. */
  readonly prepare: (call: WriteCall, rateTableId: string, body: Body) => Promise<Ready>;
  /** `note` is told how many rates were gone through. */
  readonly run: (
    call: WriteCall,
    body: Body,
    ready: Ready,
    note: (doneCount: number) => void,
  ) => Promise<Answer>;
}

export interface BulkRequests<Body, Answer extends object> {
  /** The answer, or the job as which it goes on when it is about many rates. */
  readonly request: (
    call: WriteCall,
    rateTableId: string,
    body: Body,
  ) => Promise<Answer | StartedJob>;
  readonly job: WholeJobKind<BulkInput<Body>, Answer>;
}

export function bulkRequests<
  Body extends { readonly preview?: boolean },
  Ready extends Prepared,
  Answer extends object,
>({ name, words, prepare, run }: BulkChange<Body, Ready, Answer>): BulkRequests<Body, Answer> {
  const job: WholeJobKind<BulkInput<Body>, Answer> = {
    form: 'whole',
    name,
    permission: 'edit-rates',
    run: async (call, { rateTableId, body }, report) => {
      const ready = await prepare(call, rateTableId, body);
      const total = await countSelected(call, ready.selection);
      return run(call, body, ready, (done) => report({ done, total, what: 'rates' }));
    },
  };
  const request = async (call: WriteCall, rateTableId: string, body: Body) => {
    const ready = await prepare(call, rateTableId, body);
    const { table, selection } = ready;
    const count = await countSelected(call, selection, AT_ONCE_COUNT_MAX);
    if (count <= AT_ONCE_COUNT_MAX) return run(call, body, ready, () => undefined);
    return startJob(
      call,
      job,
      { rateTableId, body },
      {
        title: `${body.preview === true ? 'preview of a ' : ''}${words} of "${table.name}"`,
        accountId: table.owner.id,
        thing: { noun: 'rate-table', id: table.id },
      },
    );
  };
  return { request, job };
}
