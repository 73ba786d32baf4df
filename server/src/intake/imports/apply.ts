/**
 * Checks an import and applies it. Applied is what was checked: when the table has changed since, or
 * time has gone on, it is checked again, and what comes out otherwise is refused and shown.
 */

import type { WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import type { StepwiseCall } from '../../platform/http/stepwise-call.js';
import { Problem } from '../../platform/problems/problem.js';
import { closeChangeSet, openChangeSet } from '../../tariffs/change-recording/service.js';
import type { RateTable } from '../../tariffs/rate-tables/schema.js';
import {
  getOwnRateTable,
  lockRateTable,
  requireActive,
} from '../../tariffs/rate-tables/service.js';
import { type ImportMode, POLICY_DEFAULTS } from '../decisions/schema.js';
import { stage } from '../staging/service.js';
import { addStep } from '../staging/store.js';
import * as rows from './rows-store.js';
import type { Import, ImportCheck } from './schema.js';
import {
  getImport,
  getStored,
  lockStored,
  readOptionsOf,
  requireOpen,
  unreadable,
  type Work,
} from './service.js';
import * as store from './store.js';

/** For so long "now" of the check is now enough. */
const CHECK_HOLDS_MS = 600_000;
const TRIES_MAX = 3;

export async function checkImport(call: StepwiseCall, id: string, work: Work): Promise<Import> {
  const { shown } = await call.write(async (step) => {
    const found = await lockStored(step, id);
    requireVersion(step, found.shown);
    return found;
  });
  await check(call, shown, work);
  return getImport(call, id);
}

async function check(call: StepwiseCall, shown: Import, { database, signal }: Work): Promise<void> {
  requireOpen(shown);
  const table = await getOwnRateTable(call, shown.rateTable.id);
  requireActive(table);
  const { id, fileName, fileBytes, settings, version } = shown;
  const options = readOptionsOf(settings, call.now);
  const answer = await stage(
    database,
    {
      read: { importId: id, fileName, fileBytes, options },
      check: {
        table,
        mode: modeOf(shown),
        policies: { ...POLICY_DEFAULTS, ...settings.policies },
        now: call.now,
        version,
        actor: call.principal,
      },
    },
    signal,
  );
  if (answer.failure !== null) throw unreadable(answer);
  if (!answer.isChecked) {
    throw new Problem('conflict', 'it was edited or applied meanwhile: read it again');
  }
}

/** A file that says what each row does is taken at its word. */
function modeOf({ settings, recognition }: Import): ImportMode {
  const columns = recognition?.sheets.flatMap((sheet) => sheet.columns) ?? [];
  const hasActions = columns.some(({ field }) => field === 'action');
  return settings.mode ?? (hasActions ? 'actions' : 'merge');
}

export async function applyImport(call: StepwiseCall, id: string, work: Work): Promise<Import> {
  const seen = await call.write(async (step) => {
    const found = await lockStored(step, id);
    requireVersion(step, found.shown);
    return found.shown;
  });
  requireAppliable(seen);
  for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
    const stored = await getStored(call, id);
    const table = await getOwnRateTable(call, stored.shown.rateTable.id);
    // A second try is for what the first has found otherwise than it was checked.
    const isRight = tries === 1 && isStillRight(stored, table, call.now);
    if (!isRight) await checkAgain(call, stored.shown, work);
    if (await call.write((step) => applyStaged(step, id))) return getImport(call, id);
  }
  throw new Problem('busy', 'others change the table all the time: try again');
}

function requireAppliable(shown: Import): ImportCheck {
  requireOpen(shown);
  const { check: found } = shown;
  if (found === null)
    throw new Problem('conflict', 'it is not checked yet: POST to its check first');
  if (found.stops.length > 0) {
    const faults = found.stops.map(({ code, message }) => ({ path: 'file', code, message }));
    throw new Problem(
      'conflict',
      'the check says what stands in the way; nothing was written',
      faults,
    );
  }
  return found;
}

/** What was in force before now is fixed in a table by which calls were rated: there "now" is now. */
function isStillRight(
  { shown, checkedRevision }: store.StoredImport,
  table: RateTable,
  now: string,
): boolean {
  const ageMs = Date.parse(now) - Date.parse(shown.check!.at);
  return checkedRevision === table.revision && ageMs <= (table.callsRated ? 0 : CHECK_HOLDS_MS);
}

async function checkAgain(call: StepwiseCall, before: Import, work: Work): Promise<void> {
  await check(call, before, work);
  const { check: after } = await getImport(call, before.id);
  const told = (found: ImportCheck | null) =>
    JSON.stringify([found?.rates, found?.following, found?.writes, found?.stops]);
  if (told(before.check) === told(after)) return;
  throw new Problem(
    'stale',
    'the table has changed since the check, or time has gone on, and the file would do something ' +
      'else now. Nothing was written; it was checked again: look at it, and apply it again',
  );
}

/** False: what was checked is not what would be applied, so it has to be checked again. */
async function applyStaged(call: WriteCall, id: string): Promise<boolean> {
  const { shown, checkedRevision, stagedCount } = await lockStored(call, id);
  const { writes } = requireAppliable(shown);
  if ((await rows.countRows(call.db, id)) !== stagedCount) return false;
  const changeCount = writes.added + writes.updated + writes.deleted;
  let changeSetId: string | null = null;
  if (changeCount > 0) {
    const summary = `import ${id}: ${shown.fileName}`;
    const rateTableId = shown.rateTable.id;
    const { revision } = await lockRateTable(call, rateTableId);
    if (revision !== checkedRevision) return false;
    changeSetId = (await openChangeSet(call, { rateTableId, kind: 'import', summary })).id;
    await rows.writeStaged(call.db, id, { changeSetId, rateTableId });
    const did = await closeChangeSet(call, changeSetId);
    const isAsChecked =
      did.addedCount === writes.added &&
      did.updatedCount === writes.updated &&
      did.deletedCount === writes.deleted;
    if (!isAsChecked)
      throw new Error(`import ${id} wrote ${JSON.stringify(did)}, not what was checked`);
  }
  await store.setApplied(call.db, id, changeSetId);
  await addStep(call.db, id, 'applied', { at: call.now, actor: call.principal });
  return true;
}
