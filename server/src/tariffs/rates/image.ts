/**
 * How a rate would look, or was made to look: for previews of changes that are not written yet. It
 * has the form of a rate; one that is not stored has neither id nor version.
 */

import Type, { type Static } from 'typebox';
import { Id, nullable, Version } from '../../platform/http/schemas.js';
import { chargeFromRow } from '../charge/service.js';
import type { Reference } from '../rate-tables/service.js';
import { differenceOf } from './price-change.js';
import type { RateContent } from './record.js';
import { Rate, type RateState } from './schema.js';

export const RateImage = Type.Object({
  ...Rate.properties,
  id: nullable(Type.String({ ...Id, description: 'Null: a rate that is added.' })),
  version: nullable(Version),
});
export type RateImage = Static<typeof RateImage>;

/** What an image shows beside the content: what is looked up, and what it stands for. */
export interface ImageContext {
  /** Null: the rate is added. */
  readonly id: string | null;
  readonly version: number | null;
  readonly rateTableId: string;
  readonly name: string | null;
  readonly sourceCodeName: string | null;
  readonly country: string | null;
  readonly timeProfile: Static<typeof Reference> | null;
  readonly category: Static<typeof Reference> | null;
  readonly previous: Rate['previous'];
  readonly next: Rate['next'];
  readonly now: string;
}

/** Its own end or the begin of the next version, whichever is earlier. */
function validToOf({ effectiveTo }: RateContent, next: Rate['next']): string | null {
  const nextFrom = next?.effectiveFrom ?? null;
  if (nextFrom === null || effectiveTo === null) return nextFrom ?? effectiveTo;
  return nextFrom < effectiveTo ? nextFrom : effectiveTo;
}

function stateOf(content: RateContent, validTo: string | null, now: string): RateState {
  const { effectiveFrom, effectiveTo } = content;
  if (content.stashed) return 'stashed';
  if (effectiveFrom !== null && effectiveFrom > now) return 'future';
  if (validTo !== null && validTo <= now) return 'ended';
  if (content.blocked) return 'blocked';
  return effectiveTo === null ? 'current' : 'ending';
}

export function imageOf(content: RateContent, context: ImageContext): RateImage {
  const { numberLengthMin: min, numberLengthMax: max } = content;
  const { now, ...shown } = context;
  const validTo = validToOf(content, shown.next);
  return {
    ...shown,
    code: content.code,
    service: content.service,
    nameIsOwn: content.nameIsOwn,
    description: content.description,
    sourceCode: content.sourceCode,
    numberLength: min === null && max === null ? null : { min, max },
    tag: content.tag,
    ...chargeFromRow(content),
    blocked: content.blocked,
    stashed: content.stashed,
    effectiveFrom: content.effectiveFrom,
    effectiveTo: content.effectiveTo,
    validTo,
    notes: content.notes,
    notice: content.notice,
    specialRate: null,
    state: stateOf(content, validTo, now),
    ...differenceOf(content.price, shown.previous?.price ?? null),
  };
}
