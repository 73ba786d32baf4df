/**
 * What tells rates of one code apart, as columns of a list: service, source code, number length, time
 * profile and tag. Most tables use none of them, so each is shown only where it says something.
 */

import type { ListColumn } from './shown.js';

export interface RateIdentity {
  readonly service: string;
  readonly sourceCode: string | null;
  readonly sourceCodeName: string | null;
  readonly numberLength: { readonly min: number | null; readonly max: number | null } | null;
  readonly timeProfile: { readonly name: string } | null;
  readonly tag: string | null;
}

/** `8`, `5-12`, `5-`, `-12`: digits of the number. */
function lengthText(length: RateIdentity['numberLength']): string | null {
  if (length === null) return null;
  const { min, max } = length;
  return min === max ? String(min) : `${min ?? ''}-${max ?? ''}`;
}

export function identityColumns<Item>(
  rateOf: (item: Item) => RateIdentity | null,
): readonly ListColumn<Item>[] {
  return [
    { header: 'service', of: (item) => rateOf(item)?.service, shown: 'when it differs' },
    { header: 'source', of: (item) => rateOf(item)?.sourceCode, shown: 'when used' },
    { header: 'source name', of: (item) => rateOf(item)?.sourceCodeName, shown: 'when used' },
    {
      header: 'length',
      of: (item) => lengthText(rateOf(item)?.numberLength ?? null),
      shown: 'when used',
    },
    { header: 'profile', of: (item) => rateOf(item)?.timeProfile?.name, shown: 'when used' },
    { header: 'tag', of: (item) => rateOf(item)?.tag, shown: 'when used' },
  ];
}
