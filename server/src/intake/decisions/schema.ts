import Type, { type Static } from 'typebox';
import { choice } from '../../platform/http/schemas.js';

export const importModes = ['merge', 'full', 'actions'] as const;

export const ImportMode = choice(
  importModes,
  '`merge`: rows add and update. `full`: also, what the file does not name any more is closed. ' +
    '`actions`: each row says by a column what it does: A adds, D deletes, U updates by id, S updates ' +
    'by code, SA adds or updates by code. Left out: actions where there is such a column, else merge.',
);
export type ImportMode = Static<typeof ImportMode>;

const policies = {
  duplicates: choice(
    ['reject', 'keep-last', 'keep-first', 'fail'],
    'Rows that say different things of one rate and date. `reject` makes each of them a fault; ' +
      '`fail` lets nothing of the file be applied. Rows that say the same count once. Left out: reject.',
  ),
  unchanged: choice(
    ['skip', 'save'],
    'Rows that change nothing but the date. `save` writes a version from then on. Left out: skip.',
  ),
  pastDates: choice(
    ['as-given', 'now', 'reject'],
    'Changes that would begin before now. Left out: as-given.',
  ),
  withoutDate: choice(
    ['now', 'always'],
    'When rows begin that no date is known of. Left out: now.',
  ),
  futureVersions: choice(
    ['preserve', 'stash'],
    'Later versions of a rate that the file names. Left out: preserve.',
  ),
  missing: choice(
    ['close', 'stash'],
    'In the mode `full`: rates that the file does not name. Left out: close.',
  ),
  notSaid: choice(
    ['keep', 'default'],
    'What the file has no column for: as in the version before, or left to the defaults of the ' +
      'table. Left out: keep.',
  ),
  badRows: choice(
    ['apply-nothing', 'reject-them'],
    'Whether a file with faulty rows can be applied without them. Left out: apply-nothing.',
  ),
};

export const ImportPolicies = Type.Partial(Type.Object(policies), {
  additionalProperties: false,
});
export type ImportPolicies = Static<typeof ImportPolicies>;
export type Policies = Required<ImportPolicies>;

export const POLICY_DEFAULTS: Policies = {
  duplicates: 'reject',
  unchanged: 'skip',
  pastDates: 'as-given',
  withoutDate: 'now',
  futureVersions: 'preserve',
  missing: 'close',
  notSaid: 'keep',
  badRows: 'apply-nothing',
};

export const importRowKinds = [
  'new',
  'increased',
  'decreased',
  'changed',
  'unchanged',
  'blocked',
  'closed',
  'deleted',
  'stashed',
  'skipped',
  'rejected',
  'special',
  'past',
] as const;
export const ImportRowKind = choice(
  importRowKinds,
  '`changed`: other terms at the same price. `special`: left to a special rate. `past`: left, as ' +
    'calls were rated by it. `skipped`: the file says it twice, or ends what is not there.',
);
export type ImportRowKind = Static<typeof ImportRowKind>;
