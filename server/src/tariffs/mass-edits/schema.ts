/** What the API says of mass edits and of loads from another table. */

import Type, { type Static } from 'typebox';
import { choice, Id, Instant, Money, nullable, Ratio } from '../../platform/http/schemas.js';
import { Rate, RateEdit, RateFilter, RateImage } from '../rates/service.js';

const money = (description: string) =>
  Type.Optional(Type.String({ ...Money, description, examples: ['0.001'] }));
const percent = (description: string) =>
  Type.Optional(Type.String({ ...Ratio, description, examples: ['2.5'] }));

const PriceEdit = Type.Object(
  {
    set: money('The new price, given rates without a price of their own as well.'),
    raisePercent: percent('Per cent that are added.'),
    lowerPercent: percent('Per cent that are taken off.'),
    raise: money('Amount that is added.'),
    lower: money('Amount that is taken off.'),
  },
  {
    minProperties: 1,
    maxProperties: 1,
    description:
      'One of these. A rate without a price of its own is only changed by `set`; a price below ' +
      'zero refuses the rate.',
  },
);
export type PriceEdit = Static<typeof PriceEdit>;

const prices = {
  price: Type.Optional(PriceEdit),
  firstPrice: Type.Optional(PriceEdit),
  setupFee: Type.Optional(PriceEdit),
  decimals: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 10,
      description: 'Decimals of the edited prices, a half upwards. Left out: 10.',
    }),
  ),
};

const RATE_IDS_MAX = 10_000;

const settable = [
  'firstInterval',
  'nextInterval',
  'graceVolume',
  'graceMode',
  'timeProfileId',
  'tag',
  'categoryId',
  'effectiveTo',
  'notes',
  'description',
  'blocked',
  'notice',
] as const;

const SetFields = Type.Partial(Type.Pick(Type.Object(RateEdit.properties), settable), {
  minProperties: 1,
  description: 'Fields that all selected rates get. Null: back to the default.',
});
export type SetFields = Static<typeof SetFields>;

const skipRefused = Type.Optional(
  Type.Boolean({
    description:
      'Leave out rates that are refused and change the others. Left out: one refused rate ' +
      'refuses the request, and nothing is written.',
  }),
);
const preview = Type.Optional(Type.Boolean({ description: 'Only show what it would do.' }));
const effectiveFrom = (description: string) =>
  Type.Optional(Type.String({ ...Instant, description }));

const actions = ['edit', 'delete', 'stash', 'unstash', 'end'] as const;

export const MassEdit = Type.Object({
  filter: Type.Optional(
    Type.Object(RateFilter.properties, { description: 'Which rates; give this or `rateIds`.' }),
  ),
  rateIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: RATE_IDS_MAX })),
  action: choice(actions, '`end`: no rate from `effectiveFrom` on, unless a later one begins.'),
  ...prices,
  set: Type.Optional(SetFields),
  effectiveFrom: effectiveFrom(
    'When the new versions begin, or with `end` when the rates end. Left out: now.',
  ),
  inPlace: Type.Optional(
    Type.Boolean({
      description:
        'Correct the selected versions themselves instead of adding new ones. Left out: false.',
    }),
  ),
  preview,
  skipRefused,
});
export type MassEdit = Static<typeof MassEdit>;
export type Action = MassEdit['action'];

const count = (description?: string) =>
  Type.Integer({ minimum: 0, ...(description !== undefined && { description }) });

const RowFault = Type.Object({
  rateId: nullable(Id),
  code: Type.String(),
  message: Type.String(),
});
export type RowFault = Static<typeof RowFault>;

const ChangedRow = Type.Object({ before: nullable(Rate), after: nullable(RateImage) });
export type ChangedRow = Static<typeof ChangedRow>;

export const FAULTS_MAX = 1000;
export const ROWS_MAX = 100;

const outcome = {
  faults: Type.Array(RowFault, { description: `Of refused rates, the first ${FAULTS_MAX}.` }),
  rows: Type.Array(ChangedRow, { description: `The first ${ROWS_MAX} that change.` }),
  revision: Type.Integer({
    description: 'Of the table. Send it as If-Match to write what a preview has shown, or nothing.',
  }),
  changeSetId: nullable(Type.String({ ...Id, description: 'Null: nothing was written.' })),
};

export const MassEditAnswer = Type.Object({
  preview: Type.Boolean(),
  counts: Type.Object({
    selected: count('Changed, unchanged, specialSkipped and refused together.'),
    changed: count('The six kinds below together.'),
    newVersions: count(),
    corrected: count('Versions that were changed themselves.'),
    deleted: count(),
    stashed: count(),
    unstashed: count(),
    ended: count(),
    unchanged: count(),
    specialSkipped: count('Owned by special rates, which mass edits leave alone.'),
    refused: count(),
  }),
  ...outcome,
});
export type MassEditAnswer = Static<typeof MassEditAnswer>;

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
