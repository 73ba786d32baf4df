/**
 * Texts as bytes of the encodings that carriers send. Node only decodes; the table of Windows-1251
 * is made by decoding each byte once. The additions of Windows-1252 stand here, because Node 20
 * decodes that encoding as Latin-1, and tests must not share such a mistake with what they judge.
 */

export type TextEncoding =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'windows-1252'
  | 'iso-8859-1'
  | 'windows-1251';

export const textEncodings: readonly TextEncoding[] = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-1',
  'windows-1251',
];

/** Bytes 0x80 to 0x9F; a space where there is no character. */
const additions1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

const byteOrderMark = '\uFEFF';
const tables = new Map<TextEncoding, ReadonlyMap<string, number>>();

/** Throws when the encoding has no byte for a character: a fixture must not lose any. */
export function encodeText(text: string, encoding: TextEncoding, withMark: boolean): Uint8Array {
  const whole = withMark ? byteOrderMark + text : text;
  switch (encoding) {
    case 'utf-8':
      return new Uint8Array(Buffer.from(whole, 'utf8'));
    case 'utf-16le':
      return new Uint8Array(Buffer.from(whole, 'utf16le'));
    case 'utf-16be':
      return new Uint8Array(Buffer.from(whole, 'utf16le').swap16());
    default:
      return encodeSingleBytes(text, encoding);
  }
}

function encodeSingleBytes(text: string, encoding: TextEncoding): Uint8Array {
  const table = tableOf(encoding);
  return Uint8Array.from([...text], (character) => {
    const byte = table.get(character);
    if (byte === undefined) throw new Error(`${encoding} has no ${JSON.stringify(character)}`);
    return byte;
  });
}

function tableOf(encoding: TextEncoding): ReadonlyMap<string, number> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const table = new Map<string, number>();
  const decoder = new TextDecoder('windows-1251');
  for (let byte = 0; byte < 256; byte += 1) {
    const isLatin = encoding !== 'windows-1251';
    const character = isLatin ? String.fromCharCode(byte) : decoder.decode(Uint8Array.of(byte));
    // Latin-1 has control characters where the Windows encodings have their additions.
    if (!isLatin || byte < 0x80 || byte >= 0xa0) table.set(character, byte);
  }
  if (encoding === 'windows-1252') {
    [...additions1252].forEach((character, at) => {
      if (character !== ' ') table.set(character, 0x80 + at);
    });
  }
  tables.set(encoding, table);
  return table;
}
