/**
 * Special rates by code name follow their code deck: codes that get the name get its rate, codes
 * that lose the name lose it. Archived tables keep their rates as they are.
 */

import type { WriteCall } from '../../platform/access/call.js';
import { recordAudit } from '../../platform/audit-trail/record-audit.js';
import { lockRateTable } from '../rate-tables/service.js';
import type { SpecialRate } from './schema.js';
import { wantedCodes } from './special-codes.js';
import * as store from './store.js';
import { writeRates } from './write-rates.js';

/** An audit entry shows so many codes. */
const AUDITED_CODES_MAX = 400;

/**
 * After codes of a deck changed, in the same transaction. A code that another special rate holds at
 * that time stays with it: the deck is not refused for a price list, and the audit log tells of it.
 */
export async function codeDeckChanged(call: WriteCall, codeDeckId: string): Promise<void> {
  for (const specialRate of await store.followersOf(call.db, call.principal, codeDeckId)) {
    await follow(call, specialRate);
  }
}

async function follow(call: WriteCall, specialRate: SpecialRate): Promise<void> {
  const table = await lockRateTable(call, specialRate.rateTableId);
  const { id, name, effectiveTo } = specialRate;
  if (table.callsRated && effectiveTo !== null && effectiveTo <= call.now) return;
  const codes = await wantedCodes(call, table, specialRate);
  const before = await store.ownedCodes(call.db, id);
  const change = { table, specialRate, codes, leavesOthers: true };
  const outcome = await writeRates(call, { ...change, verb: 'follows its code deck' });
  if (outcome.changeSetId === null) return;
  const leftOut = new Set(outcome.leftOutCodes);
  const textOf = (some: readonly string[]) => some.slice(0, AUDITED_CODES_MAX).join(', ') || null;
  await recordAudit(call, {
    action: 'follow-code-deck',
    noun: 'special-rate',
    id,
    name,
    ownerId: table.owner.id,
    before: null,
    after: {
      addedCodes: textOf(codes.filter((code) => !before.includes(code) && !leftOut.has(code))),
      removedCodes: textOf(before.filter((code) => !codes.includes(code))),
      leftOutCodes: textOf(outcome.leftOutCodes),
    },
    changeSetId: outcome.changeSetId,
  });
}
