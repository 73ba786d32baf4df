/**
 * A reader of the XML that workbooks are made of, fed piece by piece. It checks that elements close
 * in order and that none is left open, refuses document types (and with them every trick with
 * entities), and keeps depth and token length within limits. It does not know namespaces: a prefix
 * is cut off.
 */

import { damaged } from '../container/limits.js';

export interface XmlHandler {
  /** `attributes` is for `attribute`. */
  open(name: string, attributes: string): void;
  /** Between two tags; several may follow each other. */
  text(text: string): void;
  close(name: string): void;
}

const DEPTH_MAX = 64;
/** Of a tag or of the text between two. */
const TOKEN_CHARACTERS_MAX = 4_000_000;

export class XmlTokens {
  readonly #handler: XmlHandler;
  readonly #path: string[] = [];
  #rest = '';
  #hasRoot = false;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  write(chunk: string): void {
    const text = this.#rest + chunk;
    let at = 0;
    for (;;) {
      const open = text.indexOf('<', at);
      if (open < 0) break;
      const end = tokenEnd(text, open);
      if (end < 0) break;
      if (open > at) this.#text(text.slice(at, open));
      this.#markup(text, open, end);
      at = end;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > TOKEN_CHARACTERS_MAX) throw damaged('a part of its XML never ends');
  }

  end(): void {
    if (!this.#hasRoot || this.#path.length > 0 || this.#rest.trim() !== '') {
      throw damaged('its XML is cut off');
    }
  }

  #text(raw: string): void {
    if (this.#path.length > 0) this.#handler.text(decodeEntities(raw));
  }

  #markup(text: string, open: number, end: number): void {
    const second = text.charCodeAt(open + 1);
    if (second === 0x2f) this.#close(text.slice(open + 2, end - 1).trimEnd());
    else if (second === 0x3f) return;
    else if (second === 0x21) this.#declaration(text.slice(open, end));
    else {
      const isEmpty = text.charCodeAt(end - 2) === 0x2f;
      this.#open(text.slice(open + 1, isEmpty ? end - 2 : end - 1), isEmpty);
    }
  }

  #open(tag: string, isEmpty: boolean): void {
    const space = tag.search(/\s/);
    const qualified = space < 0 ? tag : tag.slice(0, space);
    if (qualified === '') throw damaged('its XML has a tag without a name');
    if (this.#path.length === 0 && this.#hasRoot) throw damaged('its XML has two roots');
    this.#hasRoot = true;
    const name = localName(qualified);
    this.#handler.open(name, space < 0 ? '' : tag.slice(space));
    if (isEmpty) {
      this.#handler.close(name);
      return;
    }
    this.#path.push(qualified);
    if (this.#path.length > DEPTH_MAX) throw damaged(`its XML is more than ${DEPTH_MAX} deep`);
  }

  #close(qualified: string): void {
    if (this.#path.pop() !== qualified) throw damaged('elements of its XML overlap');
    this.#handler.close(localName(qualified));
  }

  #declaration(markup: string): void {
    if (markup.startsWith('<!--')) return;
    if (markup.startsWith('<![CDATA[') && this.#path.length > 0) {
      this.#handler.text(markup.slice(9, -3));
      return;
    }
    throw damaged('its XML declares a document type, which workbooks never do');
  }
}

function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1);
}

/** Where the markup that begins here ends, or -1 if not in this text. */
function tokenEnd(text: string, open: number): number {
  const second = text.charCodeAt(open + 1);
  if (second === 0x21) {
    if (text.startsWith('<!--', open)) return endOf(text, '-->', open + 4);
    if (text.startsWith('<![CDATA[', open)) return endOf(text, ']]>', open + 9);
    // It may be the beginning of one of these, cut between two pieces.
    if (text.length - open < 9) return -1;
  }
  if (second === 0x3f) return endOf(text, '?>', open + 2);
  let quote = 0;
  for (let at = open + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x22 || code === 0x27) quote = code;
    else if (code === 0x3e) return at + 1;
    else if (code === 0x3c) throw damaged('its XML has a tag within a tag');
  }
  return -1;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

/** The value of the attribute of this name, whatever its prefix; null if there is none. */
export function attribute(attributes: string, name: string): string | null {
  let at = 0;
  for (;;) {
    const equals = attributes.indexOf('=', at);
    if (equals < 0) return null;
    const quote =
      attributes.charAt(equals + 1) === '"' ? equals + 1 : quoteAfter(attributes, equals);
    const end = attributes.indexOf(attributes.charAt(quote), quote + 1);
    if (end < 0) throw damaged('its XML has an attribute without an end');
    if (isNamed(attributes, name, at, equals))
      return decodeEntities(attributes.slice(quote + 1, end));
    at = end + 1;
  }
}

function quoteAfter(attributes: string, equals: number): number {
  let at = equals + 1;
  while (/\s/.test(attributes.charAt(at))) at += 1;
  const quote = attributes.charAt(at);
  if (quote !== '"' && quote !== "'") throw damaged('its XML has an attribute without quotes');
  return at;
}

function isNamed(attributes: string, name: string, from: number, equals: number): boolean {
  let end = equals;
  while (end > from && attributes.charCodeAt(end - 1) <= 0x20) end -= 1;
  const start = end - name.length;
  if (start < from || !attributes.startsWith(name, start)) return false;
  const before = attributes.charCodeAt(start - 1);
  return before <= 0x20 || before === 0x3a;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function decodeEntities(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&([^;&]{0,12});?/g, (_, entity: string) => {
    const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(entity);
    const known =
      number === null
        ? ENTITIES[entity]
        : fromCodePoint(
            Number.parseInt(number[1] ?? number[2]!, number[1] === undefined ? 10 : 16),
          );
    if (known === undefined) throw damaged('its XML has an entity that nothing declares');
    return known;
  });
}

function fromCodePoint(point: number): string | undefined {
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}
