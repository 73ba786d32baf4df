import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import {
  CODES_BYTES_MAX,
  CodeDeck,
  CodeDeckEdit,
  CodeDeckPage,
  CodeDeckQuery,
  CodesDeleted,
  CodesPage,
  CodesPut,
  CodesQuery,
  CodesToDelete,
  CodesToPut,
  NewCodeDeck,
} from './schema.js';
import * as codeDecks from './service.js';

const tag = 'Code decks';
const write = { permission: 'edit-rates', operatorOnly: true } as const;

const deckRoutes: readonly Route[] = [
  readRoute({
    path: '/code-decks',
    tag,
    summary: 'List code decks',
    access: 'read',
    query: CodeDeckQuery,
    answer: CodeDeckPage,
    handle: (call, { query }) => codeDecks.listCodeDecks(call, query),
  }),
  createRoute({
    path: '/code-decks',
    tag,
    summary: 'Create a code deck',
    description: 'Empty, with codes, or as a copy of another deck.',
    access: write,
    body: NewCodeDeck,
    bodyBytesMax: CODES_BYTES_MAX,
    answer: CodeDeck,
    handle: (call, { body }) => codeDecks.createCodeDeck(call, body),
  }),
  readRoute({
    path: '/code-decks/:id',
    tag,
    summary: 'Show a code deck',
    access: 'read',
    params: IdParams,
    answer: CodeDeck,
    handle: (call, { params }) => codeDecks.getCodeDeck(call, params.id),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/code-decks/:id',
    tag,
    summary: 'Rename a code deck',
    access: write,
    params: IdParams,
    body: CodeDeckEdit,
    answer: CodeDeck,
    handle: (call, { params, body }) => codeDecks.editCodeDeck(call, params.id, body),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/code-decks/:id',
    tag,
    summary: 'Delete a code deck',
    access: write,
    params: IdParams,
    handle: (call, { params }) => codeDecks.deleteCodeDeck(call, params.id),
  }),
];

const codeRoutes = (onCodesChanged: codeDecks.CodesListener): readonly Route[] => [
  readRoute({
    path: '/code-decks/:id/codes',
    tag,
    summary: 'List the codes of a deck',
    access: 'read',
    params: IdParams,
    query: CodesQuery,
    answer: CodesPage,
    handle: (call, { params, query }) => codeDecks.listDeckCodes(call, params.id, query),
  }),
  changeRoute({
    method: 'PUT',
    path: '/code-decks/:id/codes',
    tag,
    summary: 'Add and rename codes',
    description:
      'Codes that the deck has get the given name and country, others are added; the rest stays. ' +
      'Rates whose names follow the deck are renamed with it.',
    access: write,
    params: IdParams,
    body: CodesToPut,
    bodyBytesMax: CODES_BYTES_MAX,
    answer: CodesPut,
    handle: async (call, { params, body }) => {
      const put = await codeDecks.putCodes(call, params.id, body);
      await onCodesChanged(call, params.id);
      return put;
    },
  }),
  changeRoute({
    method: 'POST',
    path: '/code-decks/:id/codes/delete',
    tag,
    summary: 'Delete codes of a deck',
    access: write,
    params: IdParams,
    body: CodesToDelete,
    bodyBytesMax: CODES_BYTES_MAX,
    answer: CodesDeleted,
    handle: async (call, { params, body }) => {
      const deleted = await codeDecks.deleteCodes(call, params.id, body);
      await onCodesChanged(call, params.id);
      return deleted;
    },
  }),
];

/** What follows the codes of decks knows decks, and decks do not know it: so it listens. */
export const codeDeckRoutes = (onCodesChanged: codeDecks.CodesListener): readonly Route[] => [
  ...deckRoutes,
  ...codeRoutes(onCodesChanged),
];
