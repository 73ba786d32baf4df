import {
  changeRoute,
  fileRoute,
  type Route,
  readRoute,
  receiveRoute,
  stepwiseRoute,
} from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import { applyImport, checkImport } from './apply.js';
import {
  FILE_BYTES_MAX,
  Import,
  ImportEdit,
  ImportPage,
  ImportQuery,
  ImportRowPage,
  ImportRowQuery,
  UploadQuery,
} from './schema.js';
import * as imports from './service.js';

const tag = 'Imports';
/** A file that is asked for is made to its end. */
const NEVER = new AbortController().signal;

export const importRoutes: readonly Route[] = [
  readRoute({
    path: '/rate-tables/:id/imports',
    operationId: 'listImports',
    tag,
    summary: 'List the imports of a rate table, the latest first',
    access: 'read',
    params: IdParams,
    query: ImportQuery,
    answer: ImportPage,
    handle: (call, { params, query }) => imports.listImports(call, params.id, query),
  }),
  receiveRoute({
    path: '/rate-tables/:id/imports',
    operationId: 'uploadImport',
    tag,
    summary: 'Upload a file of rates',
    description:
      'CSV, XLSX, XLS or ODS, packed with gzip or zip or not, as the body (with `fileName`) or as the part ' +
      '`file` of a form. It is read at once: the answer says what each column was taken for and what ' +
      'is in doubt. Nothing is written to the table.',
    access: 'edit-rates',
    params: IdParams,
    query: UploadQuery,
    fileBytesMax: FILE_BYTES_MAX,
    answer: Import,
    handle: (call, { params, query, body: file }, { database }) =>
      imports.uploadImport(
        call,
        params.id,
        { file, fileName: query.fileName },
        { database, signal: call.signal },
      ),
  }),
  readRoute({
    path: '/imports/:id',
    tag,
    summary: 'Show an import',
    access: 'read',
    params: IdParams,
    answer: Import,
    handle: (call, { params }) => imports.getImport(call, params.id),
  }),
  stepwiseRoute({
    method: 'PATCH',
    path: '/imports/:id',
    operationId: 'editImport',
    tag,
    summary: 'Answer questions of an import, and say how it is applied',
    description: 'The file is read again; what was checked before has to be checked again.',
    access: 'edit-rates',
    params: IdParams,
    body: ImportEdit,
    answer: Import,
    handle: (call, { params, body }, { database }) =>
      imports.editImport(call, params.id, body, { database, signal: call.signal }),
  }),
  stepwiseRoute({
    method: 'POST',
    path: '/imports/:id/check',
    operationId: 'checkImport',
    tag,
    summary: 'Check an import against its table',
    description:
      'Decides every rate of the file and counts what applying it would do. What stands in the way ' +
      'is in `check.stops`. Writes nothing to the table.',
    access: 'edit-rates',
    params: IdParams,
    answer: Import,
    handle: (call, { params }, { database }) =>
      checkImport(call, params.id, { database, signal: call.signal }),
  }),
  readRoute({
    path: '/imports/:id/preview',
    operationId: 'previewImport',
    tag,
    summary: 'Show what applying an import does, rate by rate',
    description: 'As its last check has decided: these rows are what applying writes.',
    access: 'read',
    params: IdParams,
    query: ImportRowQuery,
    answer: ImportRowPage,
    handle: (call, { params, query }) => imports.listRows(call, params.id, query),
  }),
  stepwiseRoute({
    method: 'POST',
    path: '/imports/:id/apply',
    operationId: 'applyImport',
    tag,
    summary: 'Apply an import as one change set',
    description:
      'All of it or nothing. When the table has changed since the check it is checked again, and ' +
      'refused as `stale` where it would do something else by now.',
    access: 'edit-rates',
    params: IdParams,
    answer: Import,
    handle: (call, { params }, { database }) =>
      applyImport(call, params.id, { database, signal: call.signal }),
  }),
  changeRoute({
    method: 'POST',
    path: '/imports/:id/discard',
    operationId: 'discardImport',
    tag,
    summary: 'Discard an import with its file',
    access: 'edit-rates',
    params: IdParams,
    answer: Import,
    handle: (call, { params }) => imports.discardImport(call, params.id),
  }),
  changeRoute({
    method: 'POST',
    path: '/imports/:id/revert',
    operationId: 'revertImport',
    tag,
    summary: 'Take an applied import back',
    description: 'As a change set of its own, which can be taken back as well.',
    access: 'edit-rates',
    params: IdParams,
    answer: Import,
    handle: (call, { params }) => imports.revertImport(call, params.id),
  }),
  fileRoute({
    path: '/imports/:id/file',
    operationId: 'downloadImportFile',
    tag,
    summary: 'The file of an import as it came',
    access: 'read',
    contentType: 'application/octet-stream',
    params: IdParams,
    handle: (call, { params }) => imports.downloadFile(call, params.id),
  }),
  fileRoute({
    path: '/imports/:id/error-file',
    operationId: 'downloadImportErrorFile',
    tag,
    summary: 'The rows that the check of an import has refused',
    description:
      'In the format of the file, with an `Error Message` column: correct them and upload that file.',
    access: 'read',
    contentType: 'application/octet-stream',
    params: IdParams,
    handle: (call, { params }, { database }) =>
      imports.downloadErrorFile(call, params.id, { database, signal: NEVER }),
  }),
];
