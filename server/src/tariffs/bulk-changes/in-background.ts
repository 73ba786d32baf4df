/**
 * Which changes of many rates go on as a job: those of more rates than are changed in a moment. The
 * request is judged before, so that what is wrong with it is told at once; the job judges it again, as
 * the table may be another one by then.
 */

import type { WriteCall } from '../../platform/access/call.js';
import type { StartedJob } from '../../platform/http/started-job.js';
import type { JobKind } from '../../platform/jobs/job-kind.js';
import { startJob } from '../../platform/jobs/start-job.js';
import type { RateTable } from '../rate-tables/schema.js';
import { countSelected, type RateSelection } from '../rates/service.js';

/** About a second's work. */
const AT_ONCE_COUNT_MAX = 20_000;

export interface BulkInput<Body> {
  readonly rateTableId: string;
  readonly body: Body;
}

export interface BulkRequest<Body> {
  readonly table: RateTable;
  readonly body: Body;
  readonly selection: RateSelection;
  /** For people: `mass edit`. */
  readonly what: string;
  readonly isPreview: boolean;
}

/** Null: it is small enough to be waited for. */
export async function startWhenLarge<Body>(
  call: WriteCall,
  kind: JobKind<BulkInput<Body>>,
  { table, body, selection, what, isPreview }: BulkRequest<Body>,
): Promise<StartedJob | null> {
  const count = await countSelected(call, selection, AT_ONCE_COUNT_MAX);
  if (count <= AT_ONCE_COUNT_MAX) return null;
  const input = { rateTableId: table.id, body };
  return startJob(call, kind, input, {
    title: `${isPreview ? 'preview of a ' : ''}${what} of "${table.name}"`,
    accountId: table.owner.id,
    thing: { noun: 'rate-table', id: table.id },
  });
}
