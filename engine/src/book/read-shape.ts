/**
 * Holds a document against the schema, value by value, and salvages what keeps to it.
 *
 * A record without faults and without nulls is returned as it is, not copied: a deck of a million
 * rates costs one look at each of its values. Recursion follows the schema, never the document, so
 * no nesting is too deep. Relations between values are not looked at here.
 */

import type { FaultList } from './fault-list.js';
import { LostFields } from './salvaged.js';
import type { AnyKind, Field, ListKind, RecordKind } from './schema-kinds.js';

/** Stands for a value of which nothing is left. */
const LOST = Symbol('lost');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export class ShapeReader {
  readonly lost = new LostFields();
  readonly #faults: FaultList;
  /** Where the reader stands; only its first `#depth` steps count. */
  readonly #path: (string | number)[] = [];

  constructor(faults: FaultList) {
    this.#faults = faults;
  }

  /** The document without what breaks the schema; an empty object when it is no object at all. */
  readDocument(kind: RecordKind<unknown>, value: unknown): object {
    const read = this.#readRecord(kind, value);
    return read === LOST ? this.#placeholder() : (read as object);
  }

  #read(kind: AnyKind, value: unknown): unknown {
    if (kind.shape === 'list') return this.#readList(kind, value);
    if (kind.shape === 'record') return this.#readRecord(kind, value);
    const problem = kind.check(value);
    if (problem === null) return value;
    this.#faults.add(this.#path, value, problem.code, problem.message);
    return LOST;
  }

  #readList(kind: ListKind<unknown>, value: unknown): unknown {
    if (!Array.isArray(value)) {
      this.#faults.add(this.#path, value, 'wrong_type', 'must be a list: [ ... ]');
      return LOST;
    }
    if (value.length < kind.countMin || value.length > kind.countMax) {
      const range = value.length < kind.countMin ? 'at least' : 'at most';
      const count = value.length < kind.countMin ? kind.countMin : kind.countMax;
      this.#faults.add(this.#path, value, 'bad_count', `must have ${range} ${count} items`);
      return LOST;
    }
    let salvaged: unknown[] | null = null;
    const depth = this.#path.length;
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      this.#path[depth] = index;
      const read = this.#read(kind.item, item);
      if (read !== item) {
        salvaged ??= [...value];
        salvaged[index] = read === LOST ? this.#placeholder() : read;
      } else if (kind.unique && value.indexOf(item) < index) {
        this.#faults.add(
          this.#path,
          item,
          'repeated_item',
          'stands in the list before; once is enough',
        );
      }
    }
    this.#path.length = depth;
    // Scalars leave no placeholder that would be worth a look.
    return salvaged !== null && kind.item.shape === 'scalar' ? LOST : (salvaged ?? value);
  }

  #readRecord(kind: RecordKind<unknown>, value: unknown): unknown {
    if (!isObject(value)) {
      this.#faults.add(this.#path, value, 'wrong_type', 'must be an object: { ... }');
      return LOST;
    }
    let replaced: Map<string, unknown> | null = null;
    let requiredCount = 0;
    const depth = this.#path.length;
    for (const name in value) {
      const given = value[name];
      const field = kind.fields.get(name);
      if (field === undefined || given === null || given === undefined) {
        replaced ??= new Map();
        replaced.set(name, this.#unread(kind, field, name, given) ? LOST : undefined);
        continue;
      }
      if (field.required) requiredCount += 1;
      if (field.kind.shape === 'scalar' && field.kind.check(given) === null) {
        const normal = field.kind.normal === undefined ? given : field.kind.normal(given);
        if (normal === given) continue;
        replaced ??= new Map();
        replaced.set(name, normal);
        continue;
      }
      this.#path[depth] = name;
      const read = this.#read(field.kind, given);
      this.#path.length = depth;
      if (read === given) continue;
      replaced ??= new Map();
      replaced.set(name, read);
    }
    if (requiredCount < kind.requiredNames.length) this.#reportMissing(kind, value);
    return replaced === null ? value : this.#rebuild(value, replaced);
  }

  /** A field that is not known, or null. True when that is a fault. */
  #unread(
    kind: RecordKind<unknown>,
    field: Field | undefined,
    name: string,
    given: unknown,
  ): boolean {
    // An editor finds the JSON Schema of a document by this key.
    if (name === '$schema' && kind.name === 'Book' && typeof given === 'string') return false;
    if (field !== undefined) return false;
    const depth = this.#path.length;
    this.#path[depth] = name;
    this.#faults.addUnknownField(this.#path, given, name, kind.fields);
    this.#path.length = depth;
    return true;
  }

  #reportMissing(kind: RecordKind<unknown>, value: Readonly<Record<string, unknown>>): void {
    for (const name of kind.requiredNames) {
      const given = Object.hasOwn(value, name) ? value[name] : undefined;
      if (given !== undefined && given !== null) continue;
      const example = kind.fields.get(name)!.example;
      const advice = example === undefined ? '' : `, such as ${JSON.stringify(example)}`;
      this.#faults.add([...this.#path, name], given, 'missing_field', `is required${advice}`);
    }
  }

  #rebuild(value: Readonly<Record<string, unknown>>, replaced: Map<string, unknown>): object {
    const salvaged: Record<string, unknown> = {};
    const lostNames = new Set<string>();
    for (const name in value) {
      if (!replaced.has(name)) {
        salvaged[name] = value[name];
        continue;
      }
      const read = replaced.get(name);
      if (read === LOST) lostNames.add(name);
      else if (read !== undefined) salvaged[name] = read;
    }
    if (lostNames.size > 0) this.lost.record(salvaged, lostNames);
    return salvaged;
  }

  #placeholder(): object {
    const placeholder = {};
    this.lost.record(placeholder, 'all');
    return placeholder;
  }
}
