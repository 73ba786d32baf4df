/**
 * How a rate looks, in the one place where it is put together: rates that are stored, as they were
 * before a change, and as a change that is not written yet would leave them. One that is not stored
 * has neither id nor version.
 */

import type { Static } from 'typebox';
import { chargeFromRow } from '../charge/charge-row.js';
import type { Reference } from '../rate-tables/schema.js';
import type { RateContent, StoredRate } from '../stored-rates/record.js';
import { differenceOf } from './price-change.js';
import type { Rate, RateImage } from './schema.js';
import { stateOf } from './state-conditions.js';

type Place = Pick<RateImage, 'id' | 'version' | 'rateTableId'>;

/** What stands beside a rate: other versions, and what its code is called. */
interface Surroundings {
  readonly sourceCodeName: string | null;
  readonly country: string | null;
  readonly previous: Rate['previous'];
  readonly next: Rate['next'];
}

/** What an image shows beside the content: what is looked up, and what it stands for. */
interface ImageContext extends Surroundings {
  readonly name: string | null;
  readonly timeProfile: Static<typeof Reference> | null;
  readonly category: Static<typeof Reference> | null;
  readonly specialRate: Static<typeof Reference> | null;
  readonly now: string;
}

/** Its own end or the begin of the next version, whichever is earlier. */
function validToOf({ effectiveTo }: RateContent, next: Rate['next']): string | null {
  const nextFrom = next?.effectiveFrom ?? null;
  if (nextFrom === null || effectiveTo === null) return nextFrom ?? effectiveTo;
  return nextFrom < effectiveTo ? nextFrom : effectiveTo;
}

export function imageOf<Where extends Place>(
  content: RateContent,
  { id, version, rateTableId }: Where,
  around: ImageContext,
): Omit<Rate, keyof Place> & Pick<Where, keyof Place> {
  const { numberLengthMin: min, numberLengthMax: max } = content;
  const { previous, next, now } = around;
  const validTo = validToOf(content, next);
  return {
    ...{ id, version, rateTableId },
    code: content.code,
    service: content.service,
    name: around.name,
    nameIsOwn: content.nameIsOwn,
    country: around.country,
    description: content.description,
    sourceCode: content.sourceCode,
    sourceCodeName: around.sourceCodeName,
    numberLength: min === null && max === null ? null : { min, max },
    timeProfile: around.timeProfile,
    tag: content.tag,
    category: around.category,
    ...chargeFromRow(content),
    blocked: content.blocked,
    stashed: content.stashed,
    effectiveFrom: content.effectiveFrom,
    effectiveTo: content.effectiveTo,
    validTo,
    notes: content.notes,
    notice: content.notice,
    specialRate: around.specialRate,
    state: stateOf({ ...content, validTo }, now),
    previous,
    next,
    ...differenceOf(content.price, previous?.price ?? null),
  };
}

/** A rate, or its image in the history, with the names of what it refers to. */
export interface NamedRate extends StoredRate {
  /** Empty: none. */
  readonly name: string;
  /** Null: it has none, or what it had is gone. */
  readonly timeProfileName: string | null;
  readonly categoryName: string | null;
  readonly specialRateName: string | null;
}

/** What stands for the name of something that was deleted since. */
const GONE = '(deleted)';

const reference = (id: string | null, name: string | null) =>
  id === null ? null : { id, name: name ?? GONE };

export function rateFromRow(row: NamedRate, around: Surroundings, now: string): Rate {
  const names = {
    name: row.name === '' ? null : row.name,
    timeProfile: reference(row.timeProfileId, row.timeProfileName),
    category: reference(row.categoryId, row.categoryName),
    specialRate: reference(row.specialRateId, row.specialRateName),
  };
  return imageOf(row, row, { ...names, ...around, now });
}
