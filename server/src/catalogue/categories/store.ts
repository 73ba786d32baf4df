import { type RawBuilder, sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { contains, type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type Category, CategoryQuery, type NewCategory } from './schema.js';

const columns = sql`
  categories.id, categories.version, categories.name, categories.description,
  categories.created_at AS "createdAt"`;

const sorts = {
  name: { expression: sql`categories.name`, type: 'text' },
  createdAt: { expression: sql`categories.created_at`, type: 'timestamptz' },
} as const;

export function listCategories(db: Connection, query: CategoryQuery): Promise<Page<Category>> {
  const where: RawBuilder<unknown>[] = [];
  if (query.search !== undefined) {
    const text = sql`categories.name || ' ' || coalesce(categories.description, '')`;
    where.push(contains(text, query.search));
  }
  return readPage<Category>(
    db,
    { columns, from: sql`categories`, where, id: sql`categories.id`, sorts },
    pageRequest(query, CategoryQuery),
  );
}

const one = (id: string) => sql<Category>`SELECT ${columns} FROM categories WHERE id = ${id}`;

export function findCategory(db: Connection, id: string): Promise<Category | null> {
  return db.row(one(id));
}

/** Nobody else edits it until the transaction ends. */
export function lockCategory(db: Transaction, id: string): Promise<Category | null> {
  return db.row(sql<Category>`${one(id)} FOR UPDATE`);
}

export async function insertCategory(db: Transaction, category: NewCategory): Promise<string> {
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO categories (name, description)
    VALUES (${category.name}, ${category.description ?? null})
    RETURNING id`);
  return row!.id;
}

export async function updateCategory(
  db: Transaction,
  id: string,
  category: Pick<Category, 'name' | 'description'>,
): Promise<void> {
  await db.run(sql`
    UPDATE categories SET version = version + 1, name = ${category.name},
      description = ${category.description}
    WHERE id = ${id}`);
}

export async function deleteCategory(db: Transaction, id: string): Promise<void> {
  await db.run(sql`DELETE FROM categories WHERE id = ${id}`);
}

/** How many rates are of it, and in how many tables. */
export async function countRates(
  db: Connection,
  id: string,
): Promise<{ readonly rateCount: string; readonly tableCount: string }> {
  const row = await db.row(sql<{ rateCount: string; tableCount: string }>`
    SELECT count(*) AS "rateCount", count(DISTINCT rate_table_id) AS "tableCount"
    FROM rates WHERE category_id = ${id}`);
  return row!;
}
