/**
 * Writes rates inside one change set, which is opened by the first of them: what changes nothing
 * leaves no trace.
 */

import type { WriteCall } from '../../platform/access/call.js';
import { type ChangeSetStart, closeChangeSet, openChangeSet } from '../change-recording/service.js';
import {
  type ContentField,
  deleteRates,
  insertRates,
  updateRates,
} from '../stored-rates/bulk-store.js';
import type { RateContent, StoredRate } from '../stored-rates/record.js';

export interface RateWrites {
  readonly added: readonly RateContent[];
  readonly updated: readonly StoredRate[];
  /** In which of their fields the updated ones differ; none: it is not known. */
  readonly changedFields?: readonly ContentField[];
  readonly deletedIds: readonly string[];
}

export class RateWriter {
  readonly #call: WriteCall;
  readonly #start: ChangeSetStart;
  #changeSetId: string | null = null;

  constructor(call: WriteCall, start: ChangeSetStart) {
    this.#call = call;
    this.#start = start;
  }

  async write({ added, updated, changedFields = [], deletedIds }: RateWrites): Promise<void> {
    if (added.length + updated.length + deletedIds.length === 0) return;
    this.#changeSetId ??= (await openChangeSet(this.#call, this.#start)).id;
    const place = { changeSetId: this.#changeSetId, rateTableId: this.#start.rateTableId };
    const { db } = this.#call;
    await deleteRates(db, deletedIds);
    await updateRates(db, updated, changedFields);
    if (added.length > 0) await insertRates(db, place, added);
  }

  /** The id of the change set; null when nothing was written. */
  async close(): Promise<string | null> {
    if (this.#changeSetId !== null) await closeChangeSet(this.#call, this.#changeSetId);
    return this.#changeSetId;
  }
}
