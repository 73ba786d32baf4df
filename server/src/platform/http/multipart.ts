/**
 * The part `file` of a form (multipart/form-data), as bytes while they come. Other parts are passed
 * over. What is no form breaks off with what is wrong.
 */

import { invalidRequest } from '../problems/problem.js';

const HEAD_BYTES_MAX = 16 * 1024;
const HEAD_END = Buffer.from('\r\n\r\n');

/** Null: the body is no form. */
export function boundaryOf(contentType: string): string | null {
  if (!/^multipart\/form-data\b/i.test(contentType)) return null;
  const [, quoted, plain] =
    /;\s*boundary=(?:"([^"]{1,70})"|([^;\s"]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw broken('Content-Type names no boundary');
  return boundary;
}

const broken = (message: string) =>
  invalidRequest({ path: 'body', code: 'invalid_form', message: `is no form: ${message}` });

/** Bytes that came and were not taken yet. */
class Incoming {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Buffer>) {
    this.#chunks = body[Symbol.asyncIterator]();
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#chunks.next();
    if (done === true) throw broken('it ends before its last boundary');
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
  }

  /** All before the mark, as it comes; the mark is taken, too. */
  async *until(mark: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at >= 0) {
        if (at > 0) yield this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + mark.length);
        return;
      }
      // The mark may have begun at the end of what is there.
      const safe = this.#held.length - mark.length + 1;
      if (safe > 0) {
        yield this.#held.subarray(0, safe);
        this.#held = this.#held.subarray(safe);
      }
      await this.#more();
    }
  }

  async text(mark: Buffer): Promise<string> {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of this.until(mark)) {
      length += piece.length;
      if (length > HEAD_BYTES_MAX) throw broken('the head of a part is too long');
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('utf8');
  }

  /** What stands behind a boundary: another part, or the end. */
  async isEnd(): Promise<boolean> {
    while (this.#held.length < 2) await this.#more();
    return this.#held.subarray(0, 2).toString('latin1') === '--';
  }

  async pass(mark: Buffer): Promise<void> {
    for await (const _ of this.until(mark));
  }
}

export interface FilePart {
  readonly name: string | null;
  readonly bytes: AsyncIterable<Buffer>;
}

/** Null: no part has the name `file`. */
export async function filePart(
  body: AsyncIterable<Buffer>,
  boundary: string,
): Promise<FilePart | null> {
  const incoming = new Incoming(body);
  await incoming.pass(Buffer.from(`--${boundary}`));
  const next = Buffer.from(`\r\n--${boundary}`);
  while (!(await incoming.isEnd())) {
    const head = await incoming.text(HEAD_END);
    const disposition = /^content-disposition:\s*form-data\b(.*)$/im.exec(head)?.[1] ?? '';
    if (parameter(disposition, 'name') === 'file') {
      return { name: parameter(disposition, 'filename'), bytes: incoming.until(next) };
    }
    await incoming.pass(next);
  }
  return null;
}

/** Browsers write a quote inside a name as `%22`. */
function parameter(disposition: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(disposition)?.[1];
  return found === undefined ? null : found.replaceAll('%22', '"');
}
