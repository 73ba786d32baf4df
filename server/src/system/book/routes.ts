/** The routes of the configuration as one book. */

import { fileRoute, type Route, writeRoute } from '../../platform/http/route.js';
import { BOOK_BYTES_MAX, BookDocument, BookImported } from './schema.js';
import * as configuration from './service.js';

const tag = 'Book';
const access = { permission: 'manage-system', operatorOnly: true } as const;

export const bookRoutes: readonly Route[] = [
  fileRoute({
    path: '/book',
    operationId: 'exportBook',
    tag,
    summary: 'Export the configuration as a book',
    description: 'One state of the whole configuration, sent while it is read.',
    access,
    contentType: 'application/json',
    handle: async (call, _, { database }) => configuration.exportBook(call, database),
  }),
  writeRoute({
    method: 'POST',
    kind: 'change',
    path: '/book',
    operationId: 'importBook',
    tag,
    summary: 'Import a book',
    description:
      'Adds and changes what the book names, in one transaction; deletes nothing. A book of ' +
      'this system imported again changes nothing.',
    access,
    body: BookDocument,
    bodyBytesMax: BOOK_BYTES_MAX,
    answer: BookImported,
    handle: (call, { body }) => configuration.importBook(call, body),
  }),
];
