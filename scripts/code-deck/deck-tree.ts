/**
 * From the numbering plan, places and operators to the fewest prefixes that name every number the
 * same way. A prefix whose numbers differ is named by what nearly all of them have in common,
 * because it is looked up as well: `447` is "United Kingdom mobile".
 */

import { isSpecial, type Kind, type PlanNode } from './numbering-plan.js';

export interface Label {
  readonly country: string;
  readonly kind: Kind;
  /** Place or operator; empty = neither. */
  readonly detail: string;
}

export interface LabelledPrefix extends Label {
  readonly prefix: string;
}

/** Names by national prefix; each holds for the numbers that begin with it. */
export interface Details {
  readonly places: ReadonlyMap<string, string>;
  readonly operators: ReadonlyMap<string, string>;
}

interface DeckNode {
  /** Share of the number space, by label. */
  readonly weights: ReadonlyMap<string, number>;
  readonly children: readonly (DeckNode | null)[] | null;
}

const KIND_SHARE_MIN = 0.6;
const DETAIL_SHARE_MIN = 0.9;

const toKey = (label: Label): string => `${label.country}\t${label.kind}\t${label.detail}`;
function fromKey(key: string): Label {
  const [country, kind, detail] = key.split('\t') as [string, Kind, string];
  return { country, kind, detail };
}

/** All prefixes of the keys, to know where a look deeper may find another name. */
function innerPrefixes(names: ReadonlyMap<string, string>): Set<string> {
  const inner = new Set<string>();
  for (const key of names.keys()) {
    for (let size = 0; size < key.length; size += 1) inner.add(key.slice(0, size));
  }
  return inner;
}

class DeckTree {
  readonly #details: Details;
  readonly #insidePlaces: ReadonlySet<string>;
  readonly #insideOperators: ReadonlySet<string>;
  readonly #mixedWithoutOperators: ReadonlySet<string>;

  constructor(details: Details, mixedWithoutOperators: ReadonlySet<string>) {
    this.#details = details;
    this.#insidePlaces = innerPrefixes(details.places);
    this.#insideOperators = innerPrefixes(details.operators);
    this.#mixedWithoutOperators = mixedWithoutOperators;
  }

  node(plan: PlanNode, prefix: string, placeAbove: string, operatorAbove: string): DeckNode {
    const place = this.#details.places.get(prefix) ?? placeAbove;
    const operator = this.#details.operators.get(prefix) ?? operatorAbove;
    if ('owner' in plan && !this.#differsInside(plan.owner.kind, prefix)) {
      return leaf(this.#label(plan.owner.country, plan.owner.kind, place, operator));
    }
    const children = Array.from({ length: 10 }, (_, digit) => {
      const below = 'owner' in plan ? plan : plan.children[digit]!;
      return below === null ? null : this.node(below, `${prefix}${digit}`, place, operator);
    });
    return combined(children);
  }

  #differsInside(kind: Kind, prefix: string): boolean {
    if (isSpecial(kind)) return false;
    return (
      (kind !== 'mobile' && this.#insidePlaces.has(prefix)) ||
      (kind !== 'landline' && this.#insideOperators.has(prefix))
    );
  }

  #label(country: string, kind: Kind, place: string, operator: string): Label {
    if (isSpecial(kind)) return { country, kind, detail: '' };
    if (kind === 'mobile') return { country, kind, detail: operator };
    // Operators are known of mobiles only: what landlines and mobiles share is mobile where one is.
    if (kind === 'mixed' && operator !== '' && !this.#mixedWithoutOperators.has(country)) {
      return { country, kind: 'mobile', detail: operator };
    }
    return { country, kind, detail: place };
  }
}

function leaf(label: Label): DeckNode {
  return { weights: new Map([[toKey(label), 1]]), children: null };
}

function combined(children: readonly (DeckNode | null)[]): DeckNode {
  const weights = new Map<string, number>();
  for (const child of children) {
    for (const [key, weight] of child?.weights ?? []) {
      weights.set(key, (weights.get(key) ?? 0) + weight / children.length);
    }
  }
  return { weights, children: weights.size <= 1 ? null : children };
}

function heaviest(weights: ReadonlyMap<string, number>): readonly [string, number] {
  return [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]!;
}

function sums(
  labels: readonly (readonly [Label, number])[],
  by: (label: Label) => string,
): Map<string, number> {
  const sum = new Map<string, number>();
  for (const [label, weight] of labels) sum.set(by(label), (sum.get(by(label)) ?? 0) + weight);
  return sum;
}

function commonKind(labels: readonly (readonly [Label, number])[], total: number): Kind {
  const [kind, weight] = heaviest(sums(labels, (label) => label.kind));
  if (weight >= KIND_SHARE_MIN * total) return kind as Kind;
  const special = labels.filter(([label]) => isSpecial(label.kind));
  const specialWeight = special.reduce((sum, [, part]) => sum + part, 0);
  return specialWeight >= KIND_SHARE_MIN * total ? 'special services' : 'mixed';
}

/** What nearly all numbers behind a prefix have in common. */
function commonLabel(node: DeckNode, mainCountry: string, isRoot: boolean): Label {
  const all = [...node.weights].map(([key, weight]) => [fromKey(key), weight] as const);
  const countries = sums(all, ({ country }) => country);
  const country = countries.has(mainCountry) ? mainCountry : heaviest(countries)[0];
  const own = all.filter(([label]) => label.country === country);
  if (node.children === null) return own[0]![0];
  if (isRoot) {
    const kinds = new Set(own.map(([label]) => label.kind));
    return { country, kind: kinds.size === 1 ? own[0]![0].kind : 'mixed', detail: '' };
  }
  const total = own.reduce((sum, [, weight]) => sum + weight, 0);
  const kind = commonKind(own, total);
  const ofKind = own.filter(([label]) => label.kind === kind);
  if (ofKind.length === 0) return { country, kind, detail: '' };
  const [detail, weight] = heaviest(sums(ofKind, (label) => label.detail));
  return { country, kind, detail: weight >= DETAIL_SHARE_MIN * total ? detail : '' };
}

function collect(
  node: DeckNode,
  prefix: string,
  above: string,
  mainCountry: string,
  found: LabelledPrefix[],
): void {
  const label = commonLabel(node, mainCountry, prefix === '');
  const key = toKey(label);
  if (key !== above) found.push({ prefix, ...label });
  node.children?.forEach((child, digit) => {
    if (child !== null) collect(child, `${prefix}${digit}`, key, mainCountry, found);
  });
}

/** National prefixes with their labels, each longer one only where it differs. */
export function labelledPrefixes(
  plan: PlanNode,
  mainCountry: string,
  details: Details,
  mixedWithoutOperators: ReadonlySet<string>,
): readonly LabelledPrefix[] {
  const tree = new DeckTree(details, mixedWithoutOperators);
  const found: LabelledPrefix[] = [];
  collect(tree.node(plan, '', '', ''), '', '', mainCountry, found);
  return found;
}
