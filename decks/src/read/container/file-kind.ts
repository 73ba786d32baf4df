/**
 * What a file is by its first bytes; its name is not asked, since names lie. What can not be read
 * at all is refused here with what it is and what to do instead.
 */

import { DeckReadError } from '../../deck/deck.js';

/** `compound` is the container of `.xls` and of encrypted workbooks. */
export type FileKind = 'zip' | 'gz' | 'compound' | 'text';

const UNPACK = 'Unpack it first, or pack it as .zip or .gz.';
const ASK = 'Ask the sender for a spreadsheet or a CSV file.';

const REFUSED: readonly (readonly [signature: string, what: string, mend: string])[] = [
  ['25504446', 'a PDF document', ASK],
  ['7b5c727466', 'an RTF document', ASK],
  ['89504e47', 'a picture', ASK],
  ['ffd8ff', 'a picture', ASK],
  ['47494638', 'a picture', ASK],
  ['377abcaf271c', 'a 7z archive', UNPACK],
  ['526172211a07', 'a RAR archive', UNPACK],
  ['fd377a585a00', 'an xz archive', UNPACK],
  ['28b52ffd', 'a zstd archive', UNPACK],
  ['504b0506', 'an empty zip archive', 'Pack it again with the file in it.'],
  ['504b0708', 'a zip archive in several parts', UNPACK],
];

export function fileKind(bytes: Uint8Array): FileKind {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(8, bytes.length));
  const signature = head.toString('hex');
  if (signature.startsWith('504b0304')) return 'zip';
  if (signature.startsWith('1f8b')) return 'gz';
  if (signature === 'd0cf11e0a1b11ae1') return 'compound';
  for (const [refused, what, mend] of REFUSED) {
    if (signature.startsWith(refused)) throw unsupported(what, mend);
  }
  if (/^BZh[1-9]1AY&/.test(head.toString('latin1'))) throw unsupported('a bzip2 archive', UNPACK);
  if (Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar') {
    throw unsupported('a tar archive', UNPACK);
  }
  return 'text';
}

/** Pages and XML under the name of a table, which programs write as "xls". */
export function refuseMarkup(text: string): void {
  const head = text.slice(0, 1000).trimStart();
  if (!/^<(?:\?xml|!doctype|html|table|head|meta|body|style|workbook|office:)/i.test(head)) return;
  throw unsupported(
    /^<(?:\?xml|workbook|office:)/i.test(head) ? 'an XML document' : 'an HTML page',
    'Open it in a spreadsheet program and save it as .xlsx or CSV.',
  );
}

export function unsupported(what: string, mend: string): DeckReadError {
  return new DeckReadError(
    'unsupported_format',
    `The file is ${what}; CSV, .xlsx, .xls and .ods can be read, also in .gz or .zip. ${mend}`,
  );
}

export function passwordNeeded(): DeckReadError {
  return new DeckReadError(
    'password',
    'The file is protected by a password. Open it, remove the password and save it again.',
  );
}
