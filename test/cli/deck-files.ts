/** Decks of invented carriers, in layouts as carriers send them. */

import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { type OutputSheet, writeXlsx } from '@ratedeck/decks';

/** A notice: preamble, semicolons, decimal commas, lists of codes, a footer. */
export const notice = [
  'Acme Wholesale;;;;',
  'Rates valid from 2026-12-01;;;;',
  ';;;;',
  'Destination;Prefix;Rate EUR;Effective date;Increment',
  'United Kingdom;44;0,0120;2026-12-01;1/1',
  'United Kingdom Mobile;4474, 4475;0,0250;2026-12-01;60/60',
  'Austria;43;0,0310;2026-12-01;1/1',
  'Germany;49;0,0090;2026-12-01;1/1',
  'All prices without tax.;;;;',
  '',
].join('\n');

/** The one before: no mobile codes of its own, Austria cheaper, Germany dearer, France there. */
export const noticeBefore = [
  'Destination;Prefix;Rate EUR;Effective date;Increment',
  'United Kingdom;44;0,0120;2026-06-01;1/1',
  'Austria;43;0,0300;2026-06-01;1/1',
  'Germany;49;0,0100;2026-06-01;1/1',
  'France;33;0,0200;2026-06-01;1/1',
  '',
].join('\n');

export async function writeDeck(folder: string, name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

export async function writeWorkbook(
  folder: string,
  name: string,
  sheet: OutputSheet,
): Promise<string> {
  const path = join(folder, name);
  const file = createWriteStream(path);
  await writeXlsx(sheet, file);
  file.end();
  await finished(file);
  return path;
}

export const vendorSheet: OutputSheet = {
  name: 'Rates',
  columns: [
    { header: 'Destination', kind: 'text' },
    { header: 'Dial Code', kind: 'code' },
    { header: 'Price per minute (USD)', kind: 'money' },
    { header: 'Connect fee', kind: 'money' },
  ],
  rows: [
    ['United Kingdom', '44', '0.012', '0'],
    ['United Kingdom Mobile', '4474', '0.025', '0.01'],
    ['Austria', '43', '0.031', '0'],
  ],
};

export const vendorCalls = [
  'id,to,at,volume,account,carrier',
  'uk,+44 20 7946 0000,2026-12-02T10:00:00Z,60,Nobody,Nothing',
  'mobile,+44 7400 000000,2026-12-02T10:00:00Z,30,,',
  'austria,436601234567,2026-12-02T10:00:00Z,90,,',
  '',
].join('\n');
