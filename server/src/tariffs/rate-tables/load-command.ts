/** `ratedeck tables load`: loads rates of one table into another. */

import { type Command, Option } from 'commander';
import { defineBulkCommand } from '../../platform/client/bulk-command.js';
import { filterFrom } from '../../platform/client/field-options.js';
import { findId, places } from '../../platform/client/find-thing.js';
import { rateFilters } from '../../platform/client/rate-options.js';

interface LoadOptions {
  readonly from: string;
  readonly existing: string;
  readonly versionsAt?: string;
  readonly effectiveFrom?: string;
}

/** When rates are taken is asked by an option of its own. */
const loadFilters = rateFilters.filter(({ field }) => field !== 'at');

export function registerLoad(tables: Command): void {
  const words = {
    name: 'load',
    description: 'load rates of another table; shows what it would do, until --apply',
    argument: ['<table>', 'the table that gets them: its name or its id'],
    options: [
      new Option('--from <table>', 'the table that they are taken from').makeOptionMandatory(),
      new Option('--existing <what>', 'rates that the table has already: kept or followed')
        .choices(['skip', 'replace'])
        .default('skip'),
      new Option('--versions-at <instant>', 'versions in force then are taken (default: now)'),
      new Option('--effective-from <instant>', 'when they begin (default: now)'),
    ],
    fields: loadFilters,
    path: 'load',
    examples: [
      'load "Retail EUR" --from "Wholesale EUR" --price +12% --decimals 4',
      'load "Retail EUR" --from "Wholesale EUR" --price +12% --decimals 4 --apply',
    ],
  } as const;
  defineBulkCommand<LoadOptions>(tables, words, async (client, options) => {
    const { from, existing, versionsAt: at, effectiveFrom } = options;
    const fromTableId = await findId(client, places.rateTable, from);
    const filter = await filterFrom(client, loadFilters, options);
    return {
      ...{ fromTableId, existing },
      ...(Object.keys(filter).length > 0 && { filter }),
      ...(at !== undefined && { at }),
      ...(effectiveFrom !== undefined && { effectiveFrom }),
    };
  });
}
