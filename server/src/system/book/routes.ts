import { fileRoute, type Route, uploadRoute } from '../../platform/http/route.js';
import { openDocument } from './open-document.js';
import { BOOK_BYTES_MAX, BookCompared, BookDocument, BookImported } from './schema.js';
import * as configuration from './service.js';

const tag = 'Book';
const access = { permission: 'manage-system', operatorOnly: true } as const;

export const bookRoutes: readonly Route[] = [
  fileRoute({
    path: '/book',
    operationId: 'exportBook',
    tag,
    summary: 'Export the configuration as a book',
    description:
      'One state of the whole configuration, sent while it is read, in the order of what it says. ' +
      'Left out is what a book has no place for: addresses of trunks, the operator, that a table is ' +
      'archived, `notice`, descriptions of categories, and which rates a special rate owns.',
    access,
    contentType: 'application/json',
    handle: async (call, _, { database }) => configuration.exportBook(call, database),
  }),
  uploadRoute({
    path: '/book',
    operationId: 'importBook',
    tag,
    summary: 'Import a book',
    description:
      'Adds and changes what the book names, in one transaction; deletes nothing. A book of ' +
      'this system imported again changes nothing.',
    access,
    body: BookDocument,
    open: openDocument,
    bodyBytesMax: BOOK_BYTES_MAX,
    answer: BookImported,
    handle: (call, { body }) => configuration.importBook(call, body),
  }),
  uploadRoute({
    path: '/book/diff',
    operationId: 'compareBook',
    tag,
    summary: 'Show what importing a book would change',
    description:
      'By part and name: what would be created or updated, and what is equal. Writes nothing, and ' +
      'is refused where the import would be.',
    access,
    body: BookDocument,
    open: openDocument,
    bodyBytesMax: BOOK_BYTES_MAX,
    answer: BookCompared,
    handle: (call, { body }) => configuration.compareBook(call, body),
  }),
];
