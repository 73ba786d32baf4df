import Type, { type Static } from 'typebox';
import { choice, Id } from '../../platform/http/schemas.js';
import {
  count,
  effectiveFrom,
  outcome,
  preview,
  prices,
  skipRefused,
} from '../bulk-changes/schema.js';
import { RateFilter } from '../rates/schema.js';

export const Load = Type.Object({
  fromTableId: Type.String({ ...Id, description: 'Table of the same currency and unit.' }),
  filter: Type.Optional(
    Type.Object(RateFilter.properties, { description: 'Which of its rates. Left out: all.' }),
  ),
  at: effectiveFrom('Versions in force at this instant are taken. Left out: now.'),
  ...prices,
  effectiveFrom: effectiveFrom('When they begin in this table. Left out: now.'),
  existing: choice(
    ['skip', 'replace'],
    'What becomes of rates that this table has in force then: kept, or followed by a new version.',
  ),
  preview,
  skipRefused,
});
export type Load = Static<typeof Load>;

export const LoadAnswer = Type.Object({
  preview: Type.Boolean(),
  counts: Type.Object({
    selected: count('All counts below together.'),
    added: count(),
    updated: count('Rates that the table had already, by a new version or corrected.'),
    unchanged: count(),
    skipped: count('Rates that the table had already and keeps.'),
    specialSkipped: count('Rates in whose place a special rate of the table stands.'),
    refused: count(),
  }),
  ...outcome,
});
export type LoadAnswer = Static<typeof LoadAnswer>;
