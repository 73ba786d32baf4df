/**
 * The difference of two objects of the API, field by field, as texts: `rounding.decimals`,
 * `windows[0].from`. What only says when and how often it was changed is no difference.
 */

export interface ChangedField {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

const SILENT = new Set(['version', 'createdAt', 'id']);
const TEXT_LENGTH_MAX = 10_000;
const FIELDS_MAX = 1000;

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (value === null || value === undefined || into.size >= FIELDS_MAX) return;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) {
      into.set(path, value.join(', ').slice(0, TEXT_LENGTH_MAX));
      return;
    }
    for (const [index, item] of value.entries()) flatten(item, `${path}[${index}]`, into);
    return;
  }
  if (typeof value !== 'object') {
    into.set(path, String(value).slice(0, TEXT_LENGTH_MAX));
    return;
  }
  for (const [name, field] of Object.entries(value)) {
    if (path === '' && SILENT.has(name)) continue;
    flatten(field, path === '' ? name : `${path}.${name}`, into);
  }
}

export function changedFields(before: object | null, after: object | null): ChangedField[] {
  const old = new Map<string, string>();
  const now = new Map<string, string>();
  flatten(before, '', old);
  flatten(after, '', now);
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: now.get(field) ?? null }))
    .filter((change) => change.before !== change.after);
}
