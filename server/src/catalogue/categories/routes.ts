import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import { Category, CategoryEdit, CategoryPage, CategoryQuery, NewCategory } from './schema.js';
import * as categories from './service.js';

const tag = 'Categories';
const write = { permission: 'edit-rates', operatorOnly: true } as const;

export const categoryRoutes: readonly Route[] = [
  readRoute({
    path: '/categories',
    tag,
    summary: 'List categories',
    access: 'read',
    query: CategoryQuery,
    answer: CategoryPage,
    handle: (call, { query }) => categories.listCategories(call, query),
  }),
  createRoute({
    path: '/categories',
    tag,
    summary: 'Create a category',
    access: write,
    body: NewCategory,
    answer: Category,
    handle: (call, { body }) => categories.createCategory(call, body),
  }),
  readRoute({
    path: '/categories/:id',
    tag,
    summary: 'Show a category',
    access: 'read',
    params: IdParams,
    answer: Category,
    handle: (call, { params }) => categories.getCategory(call, params.id),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/categories/:id',
    tag,
    summary: 'Edit a category',
    access: write,
    params: IdParams,
    body: CategoryEdit,
    answer: Category,
    handle: (call, { params, body }) => categories.editCategory(call, params.id, body),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/categories/:id',
    tag,
    summary: 'Delete a category',
    access: write,
    params: IdParams,
    handle: (call, { params }) => categories.deleteCategory(call, params.id),
  }),
];
