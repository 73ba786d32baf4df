/** `ratedeck rates mass-edit`: changes many rates of a table at once. */

import { type Command, Option } from 'commander';
import { badInput } from '../../platform/cli/command-failure.js';
import { defineBulkCommand } from '../../platform/client/bulk-command.js';
import { type FieldOption, filterFrom, requestFrom } from '../../platform/client/field-options.js';
import { places } from '../../platform/client/find-thing.js';
import { rateFilters } from '../../platform/client/rate-options.js';

const actions = ['edit', 'delete', 'stash', 'unstash', 'end'] as const;

/** Fields that all chosen rates get. */
const settable: readonly FieldOption[] = [
  {
    flags: '--set-first-interval <volume>',
    words: 'first interval of all of them',
    field: 'firstInterval',
    kind: 'number',
  },
  {
    flags: '--set-next-interval <volume>',
    words: 'next interval',
    field: 'nextInterval',
    kind: 'number',
  },
  {
    flags: '--set-grace-volume <volume>',
    words: 'grace volume',
    field: 'graceVolume',
    kind: 'number',
  },
  {
    flags: '--set-grace-mode <mode>',
    words: 'inclusive or exclusive',
    field: 'graceMode',
    kind: 'text',
  },
  {
    flags: '--set-time-profile <profile>',
    words: 'time profile',
    field: 'timeProfileId',
    kind: places.timeProfile,
  },
  { flags: '--set-tag <tag>', words: 'tag', field: 'tag', kind: 'text' },
  {
    flags: '--set-category <category>',
    words: 'category',
    field: 'categoryId',
    kind: places.category,
  },
  {
    flags: '--set-effective-to <instant>',
    words: 'when they end',
    field: 'effectiveTo',
    kind: 'text',
  },
  { flags: '--set-notes <text>', words: 'notes', field: 'notes', kind: 'text' },
  { flags: '--set-description <text>', words: 'description', field: 'description', kind: 'text' },
  {
    flags: '--set-blocked <yes|no>',
    words: 'whether calls are refused',
    field: 'blocked',
    kind: 'yes-no',
  },
  {
    flags: '--set-notice <how>',
    words: 'hold or force',
    field: 'notice',
    kind: 'text',
    choices: ['hold', 'force'],
  },
];

interface MassEditOptions {
  readonly action: string;
  readonly rate?: readonly string[];
  readonly effectiveFrom?: string;
  readonly inPlace?: true;
}

const help = `
Without a filter all rates of the table are meant. What was done is one change set, which
"ratedeck changes revert" undoes.
`;

export function registerMassEdit(rates: Command): void {
  const words = {
    name: 'mass-edit',
    description: 'change many rates; shows what it would do, until --apply',
    argument: ['<table>', 'its name or its id'],
    options: [
      new Option('--action <what>', 'what is done').choices(actions).default('edit'),
      new Option('--rate <ids...>', 'these rates only'),
      new Option('--effective-from <instant>', 'when it begins (default: now)'),
      new Option('--in-place', 'correct the versions themselves instead of adding new ones'),
    ],
    fields: [...settable, ...rateFilters],
    path: 'mass-edits',
    examples: [
      'mass-edit "Retail EUR" --code 43 --price +5% --decimals 4',
      'mass-edit "Retail EUR" --code 43 --price +5% --effective-from 2027-01-01 --apply',
      'mass-edit "Retail EUR" --state future --action delete --apply',
    ],
    help,
  } as const;
  defineBulkCommand<MassEditOptions>(rates, words, async (client, options) => {
    const { action, rate, effectiveFrom, inPlace } = options;
    const filter = await filterFrom(client, rateFilters, options);
    if (rate !== undefined && Object.keys(filter).length > 0) {
      throw badInput('choose rates by --rate or by filters, not by both');
    }
    const set = await requestFrom(client, settable, options);
    return {
      action,
      ...(rate === undefined ? { filter } : { rateIds: rate }),
      ...(Object.keys(set).length > 0 && { set }),
      ...(effectiveFrom !== undefined && { effectiveFrom }),
      ...(inPlace === true && { inPlace }),
    };
  });
}
