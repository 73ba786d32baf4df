/**
 * Reads a backup once, from front to end, and refuses one that is not whole: cut, changed, of a
 * newer format. What is to be done with its parts is for the sink, which has to be ready to undo
 * it all: whether a backup is whole is known at its end.
 */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { systemCode } from '../../platform/cli/command-failure.js';
import {
  BackupDamaged,
  BackupEnd,
  BackupHeader,
  countLines,
  DATA_END,
  FORMAT_VERSION,
  parseLine,
  SequenceList,
  type SequenceValue,
  TableEnd,
  TableHead,
} from './backup-format.js';

export interface BackupSink {
  header(header: BackupHeader): Promise<void>;
  /** Takes all rows, and says how many it took. */
  table(table: TableHead, rows: AsyncIterable<string>): Promise<number>;
  /** After the last table. */
  sequences(values: readonly SequenceValue[]): Promise<void>;
}

export interface BackupSummary {
  readonly ratedeck: string;
  readonly createdAt: string;
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
}

const CUT = 'it is cut: its end is missing';
/** Lines of JSON are short; what is longer is no backup. */
const LINE_BYTES_MAX = 4 * 1024 * 1024;

async function* unpack(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  file.once('error', (error) => gunzip.destroy(error));
  file.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    if (systemCode(error)?.startsWith('Z_') !== true) throw error;
    throw new BackupDamaged(
      `it is cut, changed or no backup (${error instanceof Error ? error.message : error})`,
    );
  } finally {
    file.destroy();
  }
}

/** Bytes with a place in them; everything that was taken is in the digest. */
class BackupBytes {
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #digest = createHash('sha256');
  #held: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** False at the end of the file. */
  async #more(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done === true) return false;
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
    return true;
  }

  #take(length: number): Buffer {
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    this.#digest.update(taken);
    return taken;
  }

  /** The next line, which stays where it is. */
  async peekLine(): Promise<string> {
    for (;;) {
      const end = this.#held.indexOf(10);
      if (end !== -1) return this.#held.toString('utf8', 0, end);
      if (this.#held.length > LINE_BYTES_MAX) throw new BackupDamaged('it is no backup');
      if (!(await this.#more())) throw new BackupDamaged(CUT);
    }
  }

  async takeLine(): Promise<string> {
    const line = await this.peekLine();
    this.#take(this.#held.indexOf(10) + 1);
    return line;
  }

  /** Rows up to the mark of their end, which is taken too. */
  async *takeRows(): AsyncGenerator<Buffer> {
    let isLineStart = true;
    for (;;) {
      if (isLineStart && this.#held.indexOf(DATA_END) === 0) break;
      const mark = this.#held.indexOf(`\n${DATA_END}`);
      if (mark !== -1) {
        yield this.#take(mark + 1);
        break;
      }
      const end = this.#held.lastIndexOf(10) + 1;
      const lastLine = this.#held.toString('latin1', end, end + DATA_END.length);
      // The mark may be cut by the end of the chunk: what could be its beginning waits.
      const mayBeMark: boolean = (isLineStart || end > 0) && DATA_END.startsWith(lastLine);
      const given = mayBeMark ? end : this.#held.length;
      if (given > 0) yield this.#take(given);
      isLineStart = mayBeMark;
      if (!(await this.#more())) throw new BackupDamaged(CUT);
    }
    this.#take(DATA_END.length);
  }

  /** The last line, and the checksum of all before it. */
  async takeEnd(): Promise<{ readonly line: string; readonly sha256: string }> {
    const line = await this.peekLine();
    const sha256 = this.#digest.digest('hex');
    this.#held = this.#held.subarray(this.#held.indexOf(10) + 1);
    if (this.#held.length > 0 || (await this.#more())) {
      throw new BackupDamaged('it goes on behind its end');
    }
    return { line, sha256 };
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}

export function readBackup(path: string, sink: BackupSink): Promise<BackupSummary> {
  return readUnpacked(unpack(path), sink);
}

/** The content of a backup, in chunks of any size. */
export async function readUnpacked(
  chunks: AsyncIterable<Buffer>,
  sink: BackupSink,
): Promise<BackupSummary> {
  const bytes = new BackupBytes(chunks);
  try {
    return await readParts(bytes, sink);
  } finally {
    await bytes.close();
  }
}

async function readParts(bytes: BackupBytes, sink: BackupSink): Promise<BackupSummary> {
  const header = parseLine(BackupHeader, await bytes.takeLine());
  if (header === null) throw new BackupDamaged('it is no backup of Ratedeck');
  if (header.ratedeckBackup !== FORMAT_VERSION) {
    const format = `its format is ${header.ratedeckBackup}, known here is ${FORMAT_VERSION}`;
    throw new BackupDamaged(`${format}: use the Ratedeck that made it (${header.ratedeck})`);
  }
  await sink.header(header);
  const tables: { table: string; rows: number }[] = [];
  for (;;) {
    const line = await bytes.takeLine();
    const table = parseLine(TableHead, line);
    if (table !== null) {
      tables.push({ table: table.table, rows: await readTable(bytes, table, sink) });
      continue;
    }
    const list = parseLine(SequenceList, line);
    if (list === null) throw new BackupDamaged(`it is changed, after ${tables.length} tables`);
    await sink.sequences(list.sequences);
    break;
  }
  const { line, sha256 } = await bytes.takeEnd();
  if (parseLine(BackupEnd, line)?.sha256 !== sha256)
    throw new BackupDamaged('it is changed: its checksum is another');
  return { ratedeck: header.ratedeck, createdAt: header.createdAt, tables };
}

async function readTable(bytes: BackupBytes, table: TableHead, sink: BackupSink): Promise<number> {
  let lines = 0;
  async function* rows(): AsyncGenerator<string> {
    const decoder = new StringDecoder('utf8');
    for await (const chunk of bytes.takeRows()) {
      lines += countLines(chunk);
      yield decoder.write(chunk);
    }
  }
  const taken = await sink.table(table, rows());
  const end = parseLine(TableEnd, await bytes.takeLine());
  if (end?.rows !== lines || taken !== lines) {
    const count = end?.rows ?? 'no count';
    throw new BackupDamaged(`of ${table.table} it has ${lines} rows and says ${count}`);
  }
  return lines;
}
