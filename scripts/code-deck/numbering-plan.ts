/**
 * Who owns which prefix of a country calling code, and whether it is for landlines, mobiles or
 * services: a digit tree made from the number patterns of the open metadata. What the plan leaves
 * unassigned is not in the tree.
 */

import { afterDigit, type DigitStates, digitStates, startTogether } from './digit-pattern.js';

/** Kinds of numbers, as the words that a destination's name has for them. */
export const KINDS = [
  'landline',
  'mobile',
  'mixed',
  'toll free',
  'premium',
  'shared cost',
  'personal',
  'voicemail',
  'corporate',
  'pager',
  'VoIP',
  'special services',
] as const;

export type Kind = (typeof KINDS)[number];

export interface Owner {
  /** ISO 3166 alpha-2, `001` for none. */
  readonly country: string;
  readonly kind: Kind;
}

export type PlanNode =
  | { readonly owner: Owner }
  | { readonly children: readonly (PlanNode | null)[] };

/** Metadata of one country: patterns by the position of their kind, 0 where there is none. */
export type KindPatterns = readonly (readonly [string, ...unknown[]] | 0 | null)[];

// Order of the package's metadata.
const METADATA_KINDS: readonly Kind[] = [
  'landline',
  'mobile',
  'toll free',
  'premium',
  'personal',
  'voicemail',
  'corporate',
  'pager',
  'VoIP',
  'shared cost',
];

export const isSpecial = (kind: Kind): boolean => KINDS.indexOf(kind) > KINDS.indexOf('mixed');

function oneKind(kinds: ReadonlySet<Kind>): Kind {
  if (kinds.has('mixed') || (kinds.has('landline') && kinds.has('mobile'))) return 'mixed';
  // Landlines and mobiles are what is dialled; a service that shares their digits is the exception.
  return KINDS.find((kind) => kinds.has(kind))!;
}

function ownerOf(labels: ReadonlySet<string>, mainCountry: string): Owner {
  const owners = [...labels].map(fromLabel);
  const country = owners.some((owner) => owner.country === mainCountry)
    ? mainCountry
    : owners.map((owner) => owner.country).sort()[0]!;
  const own = owners.filter((owner) => owner.country === country);
  return { country, kind: oneKind(new Set(own.map(({ kind }) => kind))) };
}

const toLabel = (country: string, kind: Kind): string => `${country} ${kind}`;
const fromLabel = (label: string): Owner => ({
  country: label.slice(0, label.indexOf(' ')),
  kind: label.slice(label.indexOf(' ') + 1) as Kind,
});

function sameOwner(a: PlanNode, b: PlanNode): boolean {
  if (!('owner' in a) || !('owner' in b)) return false;
  return a.owner.country === b.owner.country && a.owner.kind === b.owner.kind;
}

class PlanTree {
  readonly #mainCountry: string;
  readonly #known = new Map<string, PlanNode>();

  constructor(mainCountry: string) {
    this.#mainCountry = mainCountry;
  }

  node(states: DigitStates): PlanNode {
    const key = states.map(({ id }) => id).join(' ');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const node = this.#make(states);
    this.#known.set(key, node);
    return node;
  }

  #make(states: DigitStates): PlanNode {
    const labels = new Set(states.map(({ label }) => label));
    const owner = ownerOf(labels, this.#mainCountry);
    if (labels.size === 1) return { owner };
    const children = Array.from({ length: 10 }, (_, digit) => {
      const after = afterDigit(states, digit);
      return after.length === 0 ? null : this.node(after);
    });
    const assigned = children.filter((child) => child !== null);
    const first = assigned[0];
    if (first === undefined) return { owner };
    return assigned.every((child) => sameOwner(child, first)) ? first : { children };
  }
}

/** An empty pattern of mobiles: they are among the landlines, as in North America. */
function hasNoOwnMobiles(patterns: KindPatterns): boolean {
  const mobiles = patterns[METADATA_KINDS.indexOf('mobile')];
  return mobiles !== 0 && mobiles?.[0] === '';
}

/**
 * `countries`: those of the calling code, the main one first. Services of the others are left out,
 * because their patterns repeat those of the main country.
 */
export function numberingPlan(
  countries: readonly { readonly country: string; readonly patterns: KindPatterns }[],
): PlanNode {
  const starts = countries.flatMap(({ country, patterns }, index) =>
    METADATA_KINDS.flatMap((kind, position) => {
      const pattern = (patterns[position] || undefined)?.[0] ?? '';
      if (pattern === '' || (index > 0 && isSpecial(kind))) return [];
      const shared = kind === 'landline' && hasNoOwnMobiles(patterns) ? 'mixed' : kind;
      return [digitStates(pattern, toLabel(country, shared))];
    }),
  );
  return new PlanTree(countries[0]!.country).node(startTogether(starts));
}
