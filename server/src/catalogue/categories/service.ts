/**
 * Categories: classes of destinations that all accounts share, so the operator keeps them. One that
 * rates are of is not deleted: it would be lost in their reports.
 */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { auditOf } from '../../platform/audit-trail/record-audit.js';
import type { Page } from '../../platform/db/page.js';
import { notFound, Problem } from '../../platform/problems/problem.js';
import type { Category, CategoryEdit, CategoryQuery, NewCategory } from './schema.js';
import * as store from './store.js';

export function listCategories(call: ReadCall, query: CategoryQuery): Promise<Page<Category>> {
  return store.listCategories(call.db, query);
}

export async function getCategory(call: ReadCall, id: string): Promise<Category> {
  const category = await store.findCategory(call.db, id);
  if (category === null) throw notFound('category', id);
  return category;
}

export async function createCategory(call: WriteCall, input: NewCategory): Promise<Category> {
  const id = await store.insertCategory(call.db, input);
  const category = await getCategory(call, id);
  await audit(call, 'create', null, category);
  return category;
}

export async function editCategory(
  call: WriteCall,
  id: string,
  edit: CategoryEdit,
): Promise<Category> {
  const before = await lockCategory(call, id);
  const { name, description } = { ...before, ...edit };
  await store.updateCategory(call.db, id, { name, description });
  const category = await getCategory(call, id);
  await audit(call, 'edit', before, category);
  return category;
}

export async function deleteCategory(call: WriteCall, id: string): Promise<void> {
  const category = await lockCategory(call, id);
  const { rateCount, tableCount } = await store.countRates(call.db, id);
  if (rateCount !== '0') {
    const found = `${rateCount} rate(s) in ${tableCount} rate table(s)`;
    throw new Problem('still_in_use', `${found} are of it: give them another category first`);
  }
  await store.deleteCategory(call.db, id);
  await audit(call, 'delete', category, null);
}

async function lockCategory(call: WriteCall, id: string): Promise<Category> {
  const category = await store.lockCategory(call.db, id);
  if (category === null) throw notFound('category', id);
  requireVersion(call, category);
  return category;
}

/** Only the operator's users write, so the entries are the operator's. */
const audit = auditOf<Category>(({ id, name }, { principal }) => ({
  ...{ noun: 'category', id, name, ownerId: principal.accountId },
}));
