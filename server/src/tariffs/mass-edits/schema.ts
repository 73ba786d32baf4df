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
import { RateEdit, RateFilter } from '../rates/schema.js';

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
