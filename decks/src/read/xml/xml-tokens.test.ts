import { describe, expect, it } from 'vitest';
import { attribute, XmlTokens } from './xml-tokens.js';

function events(text: string, pieceLength = text.length) {
  const seen: string[] = [];
  const tokens = new XmlTokens({
    open: (name, attributes) => seen.push(`<${name}${attributes.trim() && ' …'}`),
    text: (content) => seen.push(content),
    close: (name) => seen.push(`/${name}`),
  });
  for (let at = 0; at < text.length; at += pieceLength) {
    tokens.write(text.slice(at, at + pieceLength));
  }
  tokens.end();
  return seen;
}

const DOCUMENT =
  '<?xml version="1.0"?>\n<x:a><!-- <no> --><b c="1 > 0"/>&lt;&#233;&#x20ac;&amp;' +
  '<![CDATA[<&>]]><c\n>t</c ></x:a>\n';
const EVENTS = ['<a', '<b …', '/b', '<é€&', '<&>', '<c', 't', '/c', '/a'];

describe('XML', () => {
  it('is read alike in pieces of any length', () => {
    for (let length = 1; length <= DOCUMENT.length; length += 1) {
      expect(events(DOCUMENT, length)).toEqual(EVENTS);
    }
  });

  it.each([
    ['cut off', '<a><b></b>'],
    ['cut off in a tag', '<a><b'],
    ['empty', ''],
    ['overlapping', '<a><b></a></b>'],
    ['two roots', '<a></a><b></b>'],
    ['closed twice', '<a></a></a>'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a/>'],
    ['an unknown entity', '<a>&b;</a>'],
    ['an impossible character', '<a>&#x110000;</a>'],
    ['too deep', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`],
    ['a tag within a tag', '<a <b>'],
  ])('is refused: %s', (_, text) => {
    expect(() => events(text)).toThrow(expect.objectContaining({ code: 'damaged_file' }));
  });
});

describe('an attribute', () => {
  const attributes = ` r:id="r&amp;1" sheetId = '2' name="id=&quot;9&quot;" xid="8"`;

  it('is found by its name, whatever its prefix', () => {
    expect(attribute(attributes, 'id')).toBe('r&1');
    expect(attribute(attributes, 'sheetId')).toBe('2');
    expect(attribute(attributes, 'name')).toBe('id="9"');
    expect(attribute(attributes, 'state')).toBeNull();
  });

  it('without quotes or end is refused', () => {
    expect(() => attribute(' a=1', 'a')).toThrow('quotes');
    expect(() => attribute(' a="1', 'a')).toThrow('end');
  });
});
