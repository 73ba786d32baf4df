/** The version of the program, from its package file. */

import { readFileSync } from 'node:fs';

interface PackageFile {
  readonly version: string;
}

const packageText = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');

export const { version } = JSON.parse(packageText) as PackageFile;
