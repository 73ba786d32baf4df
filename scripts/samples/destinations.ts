/**
 * Reads the numbering texts into destinations: a code, what it is called, what a minute costs.
 *
 * Every code is there once. Costs are whole microeuros a minute; they are the common ground from
 * which all price lists of the samples are made.
 */

import { africa } from './world-africa.js';
import { americas } from './world-americas.js';
import { asia } from './world-asia.js';
import { east } from './world-east.js';
import { europe } from './world-europe.js';

type DestinationKind = 'fixed' | 'mobile' | 'premium' | 'satellite' | 'other';

export interface Destination {
  readonly code: string;
  /** Empty for networks of no country. */
  readonly country: string;
  readonly countryName: string;
  /** `Mobile A1`, `Vienna`; empty for the country as such. */
  readonly detail: string;
  readonly kind: DestinationKind;
  readonly region: Region;
  readonly costMicros: number;
}

export type Region = 'europe' | 'east' | 'americas' | 'asia' | 'africa';

interface Country {
  readonly callingCode: string;
  readonly country: string;
  readonly countryName: string;
  readonly fixedMicros: number;
  readonly mobileMicros: number;
  readonly region: Region;
}

const REGIONS: readonly (readonly [Region, string])[] = [
  ['europe', europe],
  ['east', east],
  ['americas', americas],
  ['asia', asia],
  ['africa', africa],
];

const KINDS: ReadonlyMap<string, DestinationKind> = new Map([
  ['m', 'mobile'],
  ['c', 'fixed'],
  ['p', 'premium'],
  ['o', 'other'],
  ['s', 'satellite'],
]);

const PREMIUM_MICROS = 850_000;
/** Numbers that cost the same whatever a landline of the country costs. */
const OWN_COSTS: ReadonlyMap<string, number> = new Map([
  ['Toll Free', 1500],
  ['Pagers', 280_000],
  ['Personal Numbers', 320_000],
]);
const MICROS_PER_COST_UNIT = 100;

/** `740-742` to its three codes; leading zeros stay. */
function expandRange(first: string, last: string | undefined): string[] {
  if (last === undefined) return [first];
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, index) =>
    String(Number(first) + index).padStart(first.length, '0'),
  );
}

/** One item of a list, such as `664`, `740-759`, `70x0-9`, `1 Vienna`. */
function expandItem(item: string): { codes: string[]; label: string } {
  const match = /^(\d+)(?:-(\d+))?(?:x(\d)(?:-(\d))?)?(?: (.+))?$/.exec(item);
  if (match === null) throw new Error(`cannot read the numbering item ${JSON.stringify(item)}`);
  const [, first, last, tailFirst, tailLast, label = ''] = match;
  const heads = expandRange(first!, last);
  if (tailFirst === undefined) return { codes: heads, label };
  const tails = expandRange(tailFirst, tailLast);
  return { codes: heads.flatMap((head) => tails.map((tail) => head + tail)), label };
}

function detailOf(kind: DestinationKind, label: string): string {
  if (kind === 'mobile') return label === '' ? 'Mobile' : `Mobile ${label}`;
  if (kind === 'premium') return 'Premium';
  return label;
}

function costOf(kind: DestinationKind, label: string, country: Country): number {
  if (kind === 'premium') return PREMIUM_MICROS;
  if (kind === 'mobile' || kind === 'satellite') return country.mobileMicros;
  if (kind === 'other') return OWN_COSTS.get(label) ?? country.fixedMicros * 2;
  return country.fixedMicros;
}

function readItems(line: string, country: Country): Destination[] {
  const match = /^ {2}([mcpos])(?: ([^:]+))?: ?(.+)$/.exec(line);
  if (match === null) throw new Error(`cannot read the numbering line ${JSON.stringify(line)}`);
  const kind = KINDS.get(match[1]!)!;
  const lineLabel = match[2] ?? '';
  return match[3]!.split(',').flatMap((item) => {
    const { codes, label: ownLabel } = expandItem(item);
    const label = ownLabel === '' ? lineLabel : ownLabel;
    return codes.map((code) => ({
      code: country.callingCode + code,
      country: country.country,
      countryName: country.countryName,
      detail: detailOf(kind, label),
      kind,
      region: country.region,
      costMicros: costOf(kind, label, country),
    }));
  });
}

function readHead(line: string, region: Region): { country: Country; hasRate: boolean } {
  const match = /^(\d+)(\*?) ([A-Z]{2}|--) (.+) (\d+) (\d+)$/.exec(line);
  if (match === null) throw new Error(`cannot read the numbering line ${JSON.stringify(line)}`);
  const [, callingCode, star, country, countryName, fixed, mobile] = match;
  return {
    hasRate: star === '',
    country: {
      callingCode: callingCode!,
      country: country === '--' ? '' : country!,
      countryName: countryName!,
      fixedMicros: Number(fixed) * MICROS_PER_COST_UNIT,
      mobileMicros: Number(mobile) * MICROS_PER_COST_UNIT,
      region,
    },
  };
}

function readRegion(region: Region, text: string): Destination[] {
  const found: Destination[] = [];
  let current: Country | null = null;
  // A line with four blanks in front goes on with the line above it.
  for (const line of text.trim().replaceAll('\n    ', '').split('\n')) {
    if (line.startsWith('  ')) {
      if (current === null) throw new Error(`no country above ${JSON.stringify(line)}`);
      found.push(...readItems(line, current));
      continue;
    }
    const { country, hasRate } = readHead(line, region);
    current = country;
    if (!hasRate) continue;
    const { fixedMicros: costMicros, callingCode: code } = country;
    const { countryName } = country;
    const kind = country.country === '' ? 'satellite' : 'fixed';
    found.push({
      code,
      country: country.country,
      countryName,
      detail: '',
      kind,
      region,
      costMicros,
    });
  }
  return found;
}

function byCode(one: Destination, other: Destination): number {
  return one.code < other.code ? -1 : 1;
}

/** All destinations, sorted by code as text. */
export function readDestinations(): readonly Destination[] {
  const all = REGIONS.flatMap(([region, text]) => readRegion(region, text));
  const known = new Map<string, Destination>();
  for (const destination of all) {
    const before = known.get(destination.code);
    if (before !== undefined) {
      throw new Error(`code ${destination.code} is ${nameOf(before)} and ${nameOf(destination)}`);
    }
    known.set(destination.code, destination);
  }
  return all.sort(byCode);
}

/**
 * Puts one code in the place of ten: where all ten next digits are called the same, nobody needs
 * to list them. Coarse price lists are made of these.
 */
export function collapse(destinations: readonly Destination[]): readonly Destination[] {
  const byCodeText = new Map(destinations.map((destination) => [destination.code, destination]));
  let merged = true;
  while (merged) {
    merged = false;
    for (const { code } of [...byCodeText.values()].filter(({ code }) => code.endsWith('0'))) {
      const head = code.slice(0, -1);
      const ten = Array.from({ length: 10 }, (_, digit) => byCodeText.get(`${head}${digit}`));
      const first = ten[0]!;
      const alike = ten.every((one) => one !== undefined && nameOf(one) === nameOf(first));
      if (!alike || byCodeText.has(head)) continue;
      for (let digit = 0; digit < 10; digit += 1) byCodeText.delete(`${head}${digit}`);
      byCodeText.set(head, { ...first, code: head });
      merged = true;
    }
  }
  return [...byCodeText.values()].sort(byCode);
}

export function nameOf(destination: Destination): string {
  const { countryName, detail } = destination;
  return detail === '' ? countryName : `${countryName} ${detail}`;
}
