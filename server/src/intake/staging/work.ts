/** Reads a file that is stored, and recognises or checks it: in whatever thread it is called. */

import {
  type DeckOptions,
  DeckReadError,
  defaultCodeNames,
  type OpenedDeck,
  openDeck,
  type ReadOptions,
  writeErrorFile,
} from '@ratedeck/decks';
import type { Principal } from '../../platform/access/principal.js';
import type { Database } from '../../platform/db/database.js';
import { type CheckHooks, type CheckRequest, checkDeck } from './check-deck.js';
import { type Recognised, recognisedOf } from './recognised.js';
import * as store from './store.js';

export interface ReadRequest {
  readonly importId: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly options: DeckOptions & ReadOptions;
}

export interface StagingRequest {
  readonly read: ReadRequest;
  /** Null: only recognise. */
  readonly check:
    | (Omit<CheckRequest, 'importId'> & {
        /** Of the import: an edited one is not checked by what it said before. */
        readonly version: number;
        readonly actor: Principal;
      })
    | null;
  /** Instead: the rows that the last check has refused, as a file like the one that came. */
  readonly isErrorFile?: true;
}

export interface StagingAnswer {
  readonly recognised: Recognised | null;
  /** False: it was edited or applied meanwhile. */
  readonly isChecked: boolean;
  readonly errorFile: { readonly name: string; readonly bytes: Uint8Array } | null;
  /** The file cannot be read, or an option does not fit it. */
  readonly failure: {
    readonly code: string;
    readonly message: string;
    readonly option: string | null;
  } | null;
}

const NOTHING: StagingAnswer = {
  recognised: null,
  isChecked: false,
  errorFile: null,
  failure: null,
};

async function bytesOf(database: Database, { importId, fileBytes }: ReadRequest): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(fileBytes);
  let length = 0;
  for await (const piece of store.filePieces(database.read, importId)) {
    length += piece.copy(bytes, length);
  }
  if (length !== fileBytes) throw new Error(`the file of import ${importId} is not whole`);
  return bytes;
}

export async function workOn(
  database: Database,
  { read, check, isErrorFile }: StagingRequest,
  hooks: CheckHooks,
): Promise<StagingAnswer> {
  const bytes = await bytesOf(database, read);
  try {
    const opened = await openDeck(bytes, read.fileName, read.options, defaultCodeNames());
    hooks.signal.throwIfAborted();
    if (isErrorFile === true) {
      const refused = await store.refusedRows(database.read, read.importId);
      const errorFile = await writeErrorFile(opened.file, opened.recognition, refused);
      return { ...NOTHING, errorFile };
    }
    const recognised = recognisedOf(opened);
    const isChecked = check !== null && (await stageCheck(database, opened, read, check, hooks));
    return { ...NOTHING, recognised, isChecked };
  } catch (error) {
    if (!(error instanceof DeckReadError)) throw error;
    const { code, message, option } = error;
    return { ...NOTHING, failure: { code, message, option } };
  }
}

async function stageCheck(
  database: Database,
  opened: OpenedDeck,
  { importId }: ReadRequest,
  check: NonNullable<StagingRequest['check']>,
  hooks: CheckHooks,
): Promise<boolean> {
  const { actor, now: at, version, table } = check;
  const { signal } = hooks;
  return database.transaction(
    async (db) => {
      if (!(await store.lockVersion(db, importId, version))) return false;
      const { result, stagedCount } = await checkDeck(db, opened, { ...check, importId }, hooks);
      const recognition = recognisedOf(opened);
      const { revision } = table;
      await store.setChecked(db, importId, { result, recognition, revision, at, stagedCount });
      await store.addStep(db, importId, 'checked', { at, actor });
      return true;
    },
    { signal, isPatient: true },
  );
}
