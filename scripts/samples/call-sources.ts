/**
 * Who makes the sample calls, and how each of them writes a number: with `+`, with the access
 * prefix of its country, in its national form, behind a tech prefix, or as bare digits.
 */

import type { SeededRandom } from './seeded-random.js';

type Notation = 'plus' | 'grouped' | 'access' | 'national' | 'bare';

export interface CallSource {
  readonly weight: number;
  readonly account: string;
  readonly trunk: string;
  readonly notations: readonly Notation[];
  readonly accessPrefix: string;
  readonly techPrefix: string;
  /** Calling code of the country in which the source stands. */
  readonly home: string;
  /** What stands for the calling code in a national number. */
  readonly nationalPrefix: string;
  /** Where caller numbers begin, and how many digits they have. */
  readonly callerCode: string;
  readonly callerDigits: number;
  /** Offset in which the source writes its times; null: UTC. */
  readonly clockOffset: '+01:00' | null;
  readonly tag: string;
}

const austrian = {
  accessPrefix: '00',
  techPrefix: '',
  home: '43',
  nationalPrefix: '0',
  callerCode: '431890',
  callerDigits: 11,
  clockOffset: null,
  tag: '',
} as const;

export const callSources: readonly CallSource[] = [
  {
    ...austrian,
    weight: 26,
    account: 'Bluebird Travel',
    trunk: 'bluebird-vie',
    notations: ['plus', 'access', 'national', 'national', 'grouped'],
  },
  {
    ...austrian,
    weight: 15,
    account: 'Bluebird Travel',
    trunk: 'bluebird-callcentre',
    techPrefix: '1044',
    notations: ['bare', 'bare', 'access'],
    callerCode: '43720880',
    callerDigits: 12,
    tag: 'cli',
  },
  {
    ...austrian,
    weight: 13,
    account: 'Harbour Logistics',
    trunk: '',
    notations: ['plus', 'bare'],
    callerCode: '3110',
    callerDigits: 11,
  },
  {
    ...austrian,
    weight: 7,
    account: '',
    trunk: 'harbour-nyc',
    notations: ['access', 'national', 'plus'],
    accessPrefix: '011',
    home: '1',
    nationalPrefix: '',
    callerCode: '1212',
    callerDigits: 11,
  },
  {
    ...austrian,
    weight: 15,
    account: 'Harbour Logistics Lisbon',
    trunk: 'harbour-lis',
    notations: ['plus', 'access', 'national'],
    home: '351',
    nationalPrefix: '',
    callerCode: '35121',
    callerDigits: 12,
  },
  {
    ...austrian,
    weight: 24,
    account: 'Cedar Clinic',
    trunk: 'cedar-pbx',
    notations: ['grouped', 'access', 'national', 'national'],
    callerCode: '43131',
    callerDigits: 10,
    clockOffset: '+01:00',
  },
];

/** `+43 (664) 123 4567` or `+43 (1) 890 1234`, as people in Austria write their numbers. */
function groupNumber(number: string): string {
  const match = /^43(1|\d{3})(\d{3})(\d+)$/.exec(number);
  return match === null ? `+${number}` : `+43 (${match[1]}) ${match[2]} ${match[3]}`;
}

/** Writes an international number as the source would dial it. */
export function dial(number: string, source: CallSource, random: SeededRandom): string {
  const notation = random.pick(source.notations);
  const { techPrefix, accessPrefix, home, nationalPrefix } = source;
  if (notation === 'plus') return `${techPrefix}+${number}`;
  if (notation === 'grouped') return techPrefix + groupNumber(number);
  if (notation === 'bare') return techPrefix + number;
  if (notation === 'national' && number.startsWith(home)) {
    return techPrefix + nationalPrefix + number.slice(home.length);
  }
  return techPrefix + accessPrefix + number;
}
