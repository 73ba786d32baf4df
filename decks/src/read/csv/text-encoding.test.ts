import { describe, expect, it } from 'vitest';
import { decodeText } from './text-encoding.js';

const WESTERN = 'Destino;Preço\nSão Tomé;0,05\nCôte d’Ivoire – móvel;€ 0,06\n';
const RUSSIAN = 'Направление;Цена\nМосква;0,05\nСанкт-Петербург;0,06\nTele2 (Россия);1\n';

/** By a table made from the decoder, so that the test knows no other. */
function encode(text: string, encoding: string): Buffer {
  const table = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    table.set(new TextDecoder(encoding).decode(Uint8Array.of(byte)), byte);
  }
  table.set('–', encoding === 'windows-1252' ? 0x96 : table.get('–')!);
  table.set('’', encoding === 'windows-1252' ? 0x92 : table.get('’')!);
  table.set('€', encoding === 'windows-1252' ? 0x80 : table.get('€')!);
  return Buffer.from([...text].map((character) => table.get(character)!));
}

function utf16(text: string, isBigEndian: boolean): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

describe('detection', () => {
  it.each([
    ['ASCII', Buffer.from('a;b\n'), 'a;b\n', 'utf-8'],
    ['UTF-8', Buffer.from(RUSSIAN), RUSSIAN, 'utf-8'],
    ['UTF-8 with mark', Buffer.from(`\ufeff${WESTERN}`), WESTERN, 'utf-8'],
    ['UTF-16LE with mark', utf16(`\ufeff${RUSSIAN}`, false), RUSSIAN, 'utf-16le'],
    ['UTF-16BE with mark', utf16(`\ufeff${RUSSIAN}`, true), RUSSIAN, 'utf-16be'],
    ['UTF-16LE', utf16(WESTERN, false), WESTERN, 'utf-16le'],
    ['UTF-16BE', utf16(RUSSIAN, true), RUSSIAN, 'utf-16be'],
    ['Windows-1252', encode(WESTERN, 'windows-1252'), WESTERN, 'windows-1252'],
    ['Windows-1251', encode(RUSSIAN, 'windows-1251'), RUSSIAN, 'windows-1251'],
    [
      'two Cyrillic words',
      encode('Код;Цена\n7;1', 'windows-1251'),
      'Код;Цена\n7;1',
      'windows-1251',
    ],
    ['one accent', encode('Curaçao;1\n', 'windows-1252'), 'Curaçao;1\n', 'windows-1252'],
    ['capitals', encode('ÉTÉ;CURAÇAO\n', 'windows-1252'), 'ÉTÉ;CURAÇAO\n', 'windows-1252'],
  ])('knows %s', (_, bytes, text, encoding) => {
    expect(decodeText(bytes)).toEqual({ text, encoding, warnings: [] });
  });

  it('knows KOI8-R from letters, given some', () => {
    const text = `${RUSSIAN}Россия мобильные сети всех операторов страны и прочие направления\n`;
    expect(decodeText(encode(text, 'koi8-r'))).toMatchObject({ text, encoding: 'koi8-r' });
  });

  it('keeps UTF-8 that is damaged in a place, and says where', () => {
    const bytes = Buffer.concat([Buffer.from(RUSSIAN), Buffer.from([0xd0]), Buffer.from(';\n')]);
    const { text, encoding, warnings } = decodeText(bytes);
    expect(text).toBe(`${RUSSIAN}\ufffd;\n`);
    expect(encoding).toBe('utf-8');
    expect(warnings).toMatchObject([{ code: 'bad_characters', row: 5 }]);
  });
});

describe('an encoding that is said', () => {
  it.each([
    ['cp1251', encode(RUSSIAN, 'windows-1251'), RUSSIAN],
    ['Latin1', Buffer.from([0xe9, 0x92]), 'é’'],
    ['iso-8859-1', Buffer.from([0xe9]), 'é'],
    ['windows-1252', Buffer.from([0x80]), '€'],
    ['UTF-8', Buffer.from('é'), 'é'],
    ['utf-16', utf16('\ufeffé', true), 'é'],
    ['utf-16', utf16('é', false), 'é'],
  ])('%s is taken', (encoding, bytes, text) => {
    expect(decodeText(bytes, encoding).text).toBe(text);
  });

  it.each([
    ['utf-8', [0x41, 0xff]],
    ['utf-16le', [0x41, 0x00, 0x42]],
    ['klingon', [0x41]],
  ])('%s is refused where it is wrong', (encoding, bytes) => {
    expect(() => decodeText(Uint8Array.from(bytes), encoding)).toThrow(
      expect.objectContaining({ code: 'encoding' }),
    );
  });
});

it('a zero character is no text, and its line is named', () => {
  const bytes = Buffer.from('a,b\r\nc,\0d\r\ne,f\r\nlong enough to be no UTF-16');
  expect(() => decodeText(bytes)).toThrow('line 2');
  expect(() => decodeText(bytes)).toThrow(expect.objectContaining({ code: 'binary_file' }));
});

describe('UTF-8 with damage', () => {
  const damaged = (text: string, change: (bytes: Buffer) => Buffer) =>
    decodeText(change(Buffer.from(text, 'utf8')));

  it.each([
    ['cut off inside a letter', 'Prefix,Name\n30,Ελλάδα\n48,Wroc', Buffer.from([0xc5])],
    ['one foreign byte', 'Prefix,Name\n7,Москва\n48,Wroc', Buffer.from([0xff, 0x0a])],
  ])('%s is read as UTF-8, and told', (_, text, tail) => {
    const { encoding, warnings } = damaged(text, (bytes) => Buffer.concat([bytes, tail]));
    expect(encoding).toBe('utf-8');
    expect(warnings.map(({ code }) => code)).toEqual(['bad_characters']);
  });

  it('one letter of Windows-1252 at the end of a file is no UTF-8', () => {
    const { encoding, text } = damaged('33,Caf', (bytes) =>
      Buffer.concat([bytes, Buffer.from([0xe9])]),
    );
    expect([encoding, text]).toEqual(['windows-1252', '33,Café']);
  });
});
