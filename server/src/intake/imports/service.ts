/**
 * Imports: a file comes in, is understood, checked, and applied as one change set or discarded. Nothing
 * touches rates before it is applied. What a check has decided is staged, rate by rate; applying it
 * writes these very rows, and a revert is that of the change set.
 */

import { Readable } from 'node:stream';
import type { DeckOptions, ReadOptions } from '@ratedeck/decks';
import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { auditOf } from '../../platform/audit-trail/record-audit.js';
import type { Database } from '../../platform/db/database.js';
import type { Page } from '../../platform/db/page.js';
import type { ReceivedFile } from '../../platform/http/received-file.js';
import type { FileAnswer } from '../../platform/http/route.js';
import type { StepwiseCall } from '../../platform/http/stepwise-call.js';
import { invalidRequest, notFound, Problem } from '../../platform/problems/problem.js';
import { revertChangeSet } from '../../tariffs/change-sets/service.js';
import { getOwnRateTable, requireActive } from '../../tariffs/rate-tables/service.js';
import { type StagingAnswer, stage } from '../staging/service.js';
import { addStep, filePieces } from '../staging/store.js';
import * as rows from './rows-store.js';
import type {
  Import,
  ImportEdit,
  ImportQuery,
  ImportRecognition,
  ImportRow,
  ImportRowQuery,
  ImportSettings,
  ImportSummary,
} from './schema.js';
import * as store from './store.js';

const PIECE_BYTES = 1024 * 1024;
const NAME_LENGTH_MAX = 255;

/** What reads a file beside the call: where files are read, and what ends the work. */
export interface Work {
  readonly database: Database;
  readonly signal: AbortSignal;
}

const audit = auditOf((thing: Import & { readonly ownerId: string }) => ({
  noun: 'import',
  id: thing.id,
  name: thing.fileName,
  ownerId: thing.ownerId,
}));

export async function listImports(
  call: ReadCall,
  rateTableId: string,
  query: ImportQuery,
): Promise<Page<ImportSummary>> {
  await getOwnRateTable(call, rateTableId);
  return store.listImports(call.db, rateTableId, query);
}

export async function getStored(call: ReadCall, id: string): Promise<store.StoredImport> {
  const found = await store.findImport(call.db, call.principal, id);
  if (found === null) throw notFound('import', id);
  return found;
}

export async function getImport(call: ReadCall, id: string): Promise<Import> {
  return (await getStored(call, id)).shown;
}

export async function lockStored(call: WriteCall, id: string): Promise<store.StoredImport> {
  const found = await store.lockImport(call.db, call.principal, id);
  if (found === null) throw notFound('import', id);
  return found;
}

/** What is done with cannot be read, checked or applied any more. */
export function requireOpen({ status, changeSetId }: Import): void {
  if (status === 'discarded') {
    throw new Problem('conflict', 'it was discarded: upload the file again');
  }
  if (status !== 'applied' && status !== 'reverted') return;
  const did = changeSetId === null ? 'nothing had to be changed' : `change set ${changeSetId}`;
  throw new Problem('conflict', `it was applied (${did}): upload the file again for another time`);
}

export interface Upload {
  readonly file: ReceivedFile;
  readonly fileName: string | undefined;
}

export async function uploadImport(
  call: StepwiseCall,
  rateTableId: string,
  { file, fileName }: Upload,
  work: Work,
): Promise<Import> {
  const name = fileNameOf(file.name ?? fileName);
  const id = await call.write(async (step) => {
    const table = await getOwnRateTable(step, rateTableId);
    requireActive(table);
    const fileBytes = file.size;
    const made = await store.insertImport(step.db, { rateTableId, fileName: name, fileBytes });
    let position = 0;
    for await (const piece of file.pieces(PIECE_BYTES)) {
      step.signal.throwIfAborted();
      await store.insertPiece(step.db, made, position, piece);
      position += 1;
    }
    await addStep(step.db, made, 'uploaded', { at: step.now, actor: step.principal });
    const shown = await getImport(step, made);
    await audit(step, 'create', null, { ...shown, ownerId: table.owner.id });
    return made;
  });
  return recognise(call, id, {}, work);
}

/** Without the folders that it lay in, which are nobody's business. */
function fileNameOf(given: string | undefined): string {
  const name = (given ?? '')
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\p{Cc}/gu, ' ')
    .trim();
  if (name !== '') return name.slice(-NAME_LENGTH_MAX);
  const message = 'is missing: the name of a file says what kind it may be; send ?fileName=';
  throw invalidRequest({ path: 'query.fileName', code: 'required', message });
}

export function readOptionsOf(
  { mapping, answers, effectiveFrom }: ImportSettings,
  now: string,
): DeckOptions & ReadOptions {
  return {
    ...answers,
    now,
    ...(mapping !== undefined && { map: mapping }),
    ...(effectiveFrom != null && { effectiveFrom }),
  };
}

/** Reads the file by these settings and keeps both; a file that cannot be read stays as it was. */
async function recognise(
  call: StepwiseCall,
  id: string,
  settings: ImportSettings,
  { database, signal }: Work,
): Promise<Import> {
  const { fileName, fileBytes } = await getImport(call, id);
  const options = readOptionsOf(settings, call.now);
  const read = { importId: id, fileName, fileBytes, options };
  const answer = await stage(database, { read, check: null }, signal);
  if (answer.recognised === null) throw unreadable(answer);
  const recognition = answer.recognised as ImportRecognition;
  const status = recognition.questions.length === 0 ? 'mapped' : 'uploaded';
  return call.write(async (step) => {
    const { shown } = await lockStored(step, id);
    requireOpen(shown);
    await store.setRecognised(step.db, id, { settings, recognition, status });
    if (status === 'mapped' && shown.status === 'uploaded') {
      await addStep(step.db, id, 'mapped', { at: step.now, actor: step.principal });
    }
    return getImport(step, id);
  });
}

/** The file as it is, or an option that does not fit it. */
export function unreadable({ failure }: StagingAnswer): Problem {
  const { code, message, option } = failure!;
  const path = option === null ? 'file' : settingOf(option);
  return invalidRequest({ path, code, message });
}

function settingOf(option: string): string {
  if (option === 'map') return 'body.mapping';
  return option === 'effectiveFrom' ? 'body.effectiveFrom' : `body.answers.${option}`;
}

export async function editImport(
  call: StepwiseCall,
  id: string,
  edit: ImportEdit,
  work: Work,
): Promise<Import> {
  const { settings: before } = await call.write(async (step) => {
    const { shown } = await lockStored(step, id);
    requireVersion(step, shown);
    requireOpen(shown);
    return shown;
  });
  return recognise(call, id, settingsWith(before, edit), work);
}

function settingsWith(before: ImportSettings, edit: ImportEdit): ImportSettings {
  const { mapping, answers, policies, ...others } = edit;
  const all = { ...before, ...others };
  if (mapping !== undefined) all.mapping = { ...(mapping && before.mapping), ...mapping };
  if (answers !== undefined) all.answers = { ...(answers && before.answers), ...answers };
  if (policies !== undefined) all.policies = { ...(policies && before.policies), ...policies };
  return all;
}

export async function listRows(
  call: ReadCall,
  id: string,
  query: ImportRowQuery,
): Promise<Page<ImportRow>> {
  const { check } = await getImport(call, id);
  if (check === null) {
    throw new Problem('conflict', 'it is not checked yet: POST to its check first');
  }
  return rows.listRows(call.db, id, query);
}

export async function discardImport(call: WriteCall, id: string): Promise<Import> {
  const { shown: before } = await lockStored(call, id);
  requireVersion(call, before);
  requireOpen(before);
  await store.setDiscarded(call.db, id);
  await addStep(call.db, id, 'discarded', { at: call.now, actor: call.principal });
  const after = await getImport(call, id);
  const { owner } = await getOwnRateTable(call, after.rateTable.id);
  await audit(call, 'discard', { ...before, ownerId: owner.id }, { ...after, ownerId: owner.id });
  return after;
}

export async function revertImport(call: WriteCall, id: string): Promise<Import> {
  const { shown } = await lockStored(call, id);
  requireVersion(call, shown);
  if (shown.status !== 'applied') {
    throw new Problem('conflict', `it is ${shown.status}: only what is applied can be taken back`);
  }
  if (shown.changeSetId === null) {
    throw new Problem('conflict', 'it has changed nothing, so there is nothing to take back');
  }
  await revertChangeSet(call, shown.changeSetId);
  return getImport(call, id);
}

/** As it came. */
export async function downloadFile(call: ReadCall, id: string): Promise<FileAnswer> {
  const { fileName, status } = await getImport(call, id);
  if (status === 'discarded')
    throw new Problem('conflict', 'it was discarded, and its file with it');
  return { fileName: plainName(fileName), stream: Readable.from(filePieces(call.db, id)) };
}

/** The rows that the check has refused, in the format of the file, with why in a column. */
export async function downloadErrorFile(
  call: ReadCall,
  id: string,
  { database, signal }: Work,
): Promise<FileAnswer> {
  const { fileName, fileBytes, settings, check, status } = await getImport(call, id);
  if (check === null || status === 'discarded') {
    throw new Problem('conflict', 'there is nothing that was checked: POST to its check first');
  }
  if (check.rows.rejected + check.rates.rejected === 0) {
    throw new Problem('conflict', 'no row of the file was refused');
  }
  const options = readOptionsOf(settings, check.at);
  const read = { importId: id, fileName, fileBytes, options };
  const answer = await stage(database, { read, check: null, isErrorFile: true }, signal);
  if (answer.errorFile === null) throw unreadable(answer);
  const { name, bytes } = answer.errorFile;
  return { fileName: plainName(name), stream: Readable.from([Buffer.from(bytes)]) };
}

/** What can stand in a header as it is. */
const plainName = (name: string): string => name.replace(/[^A-Za-z0-9._ -]/g, '_');
