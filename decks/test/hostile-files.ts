/** Files that somebody sends to hurt or by mistake: bombs, damaged and disguised files. */

import { gzipSync } from 'node:zlib';
import * as sheetJs from '@e965/xlsx';
import { type ZipEntry, zipBytes } from './zip-bytes.js';

const mebibyte = 2 ** 20;
export const plainDeck = 'Prefix,Destination,Rate\n43,Austria,0.0137\n49,Germany,0.0095\n';

export function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf8'));
}

/** About a thousandth of what it unpacks to. */
export function gzBomb(mebibytes: number): Uint8Array {
  return new Uint8Array(gzipSync(Buffer.alloc(mebibytes * mebibyte, '1,')));
}

export function zipBomb(mebibytes: number, statedBytes?: number): Uint8Array {
  const content = new Uint8Array(Buffer.alloc(mebibytes * mebibyte, '1,'));
  const entry = { name: 'deck.csv', content };
  return zipBytes([statedBytes === undefined ? entry : { ...entry, statedBytes }]);
}

/** A whole workbook around one sheet's XML; `extra` are further parts. */
export function workbookAround(sheetXml: string, extra: readonly ZipEntry[] = []): Uint8Array {
  const part = (name: string, content: string): ZipEntry => ({ name, content: bytesOf(content) });
  const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaging = 'http://schemas.openxmlformats.org/package/2006';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zipBytes([
    part(
      '[Content_Types].xml',
      `${declaration}<Types xmlns="${packaging}/content-types">` +
        '<Default Extension="rels" ' +
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${media}.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${media}.worksheet+xml"/>` +
        '</Types>',
    ),
    part(
      '_rels/.rels',
      `${declaration}<Relationships xmlns="${packaging}/relationships">` +
        `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/>` +
        '</Relationships>',
    ),
    part(
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>` +
        '<sheet name="Rates" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `${declaration}<Relationships xmlns="${packaging}/relationships">` +
        `<Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>` +
        '</Relationships>',
    ),
    part('xl/worksheets/sheet1.xml', declaration + sheetXml),
    ...extra,
  ]);
}

export function sheetXmlOf(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string =>
    row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
  const body = rows.map((row, at) => `<row r="${at + 1}">${cells(row)}</row>`).join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  return `<worksheet xmlns="${main}"><sheetData>${body}</sheetData></worksheet>`;
}

export const plainRows = [
  ['Prefix', 'Destination', 'Rate'],
  ['43', 'Austria', '0.0137'],
  ['49', 'Germany', '0.0095'],
] as const;

/** What a spreadsheet program writes when it is given a password: a sealed package. */
export function sealedWorkbook(): Uint8Array {
  const container = sheetJs.CFB.utils.cfb_new();
  sheetJs.CFB.utils.cfb_add(container, '/EncryptionInfo', Buffer.alloc(248, 4));
  sheetJs.CFB.utils.cfb_add(container, '/EncryptedPackage', Buffer.alloc(8192, 0x5a));
  return new Uint8Array(sheetJs.CFB.write(container, { type: 'buffer' }) as Buffer);
}

/** Sets the bit that says "encrypted" in both headers of the only entry. */
export function sealedZip(): Uint8Array {
  const bytes = zipBytes([{ name: 'deck.csv', content: bytesOf(plainDeck) }]);
  const buffer = Buffer.from(bytes);
  buffer[6] = buffer[6]! | 1;
  const listing = buffer.indexOf('PK\x01\x02', 0, 'latin1');
  buffer[listing + 8] = buffer[listing + 8]! | 1;
  return new Uint8Array(buffer);
}

/** Each entity stands for ten of the one before it. */
export function entityBomb(): Uint8Array {
  const entities = ['<!ENTITY a0 "1111111111">'];
  for (let depth = 1; depth < 10; depth += 1) {
    entities.push(`<!ENTITY a${depth} "${`&a${depth - 1};`.repeat(10)}">`);
  }
  const rows = [...plainRows, ['&a9;', 'Bomb', '0.01']];
  return workbookAround(`<!DOCTYPE x [${entities.join('')}]>${sheetXmlOf(rows)}`);
}

/** A cell inside a cell inside a cell. */
export function deepWorkbook(depth: number): Uint8Array {
  const deep = '<c t="inlineStr"><is><t>'.repeat(depth) + '</t></is></c>'.repeat(depth);
  const sheet = sheetXmlOf(plainRows).replace(
    '</sheetData>',
    `<row r="4">${deep}</row></sheetData>`,
  );
  return workbookAround(sheet);
}

export function zipsInZips(depth: number): Uint8Array {
  let bytes = zipBytes([{ name: 'deck.csv', content: bytesOf(plainDeck) }]);
  for (let level = 1; level < depth; level += 1) {
    bytes = zipBytes([{ name: `inner-${level}.zip`, content: bytes }]);
  }
  return bytes;
}
