/** Asks for work in the background, within the transaction of whoever asks. */

import type { WriteCall } from '../access/call.js';
import { StartedJob } from '../http/started-job.js';
import type { JobKind, JobSubject } from './job-kind.js';
import { sendMessage } from './queue.js';
import { insertJob } from './store.js';

/** It begins when the transaction is committed, and works on behalf of the caller. */
export async function startJob<Input extends object>(
  call: WriteCall,
  kind: JobKind<Input>,
  input: Input,
  subject: JobSubject,
): Promise<StartedJob> {
  const { expectedVersions, requestId, ip } = call;
  const id = await insertJob(call.db, {
    ...subject,
    kind: kind.name,
    permission: kind.permission,
    asked: { input, expectedVersions, requestId, ip },
    actor: call.principal,
    createdAt: call.now,
  });
  await sendMessage(call.db, id);
  return new StartedJob(id);
}
