/** What requests that change many rates have in common: the table, what a preview showed. */

import type { WriteCall } from '../../platform/access/call.js';
import { expectedText, isExpected } from '../../platform/access/expected-version.js';
import { Problem } from '../../platform/problems/problem.js';
import type { RateTable } from '../rate-tables/schema.js';
import { getOwnRateTable, lockRateTable, requireActive } from '../rate-tables/service.js';

/** Locked unless it is only looked at; refused when it is archived or was changed since. */
export async function tableToChange(
  call: WriteCall,
  id: string,
  isPreview: boolean,
): Promise<RateTable> {
  const table = isPreview ? await getOwnRateTable(call, id) : await lockRateTable(call, id);
  requireActive(table);
  requireRevision(call, table);
  return table;
}

/** `If-Match` carries the revision of the table's rates that a preview has shown. */
function requireRevision(call: WriteCall, table: RateTable): void {
  if (isExpected(call, table.revision)) return;
  throw new Problem(
    'stale',
    `the rates of the table are at revision ${table.revision}, your request is of revision ` +
      `${expectedText(call)}: nothing was written; look at a new preview and send with its revision`,
  );
}
