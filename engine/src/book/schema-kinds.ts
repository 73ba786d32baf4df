/**
 * The building blocks of the book's schema: scalars, lists, records and their fields.
 *
 * A kind knows three things about the values it describes: how to check one, how JSON Schema says
 * the same, and, as a type only, which TypeScript values they are. Each record is declared as
 * `record<Rate>(...)`, so that the compiler refuses a schema that differs from the interface in a
 * name, a type or in what may be left out. Knows nothing of rating; see `schema-scalars.ts`.
 */

import type { BookFaultCode } from './fault-codes.js';
import { showText } from './shown-value.js';

export interface Problem {
  readonly code: BookFaultCode;
  readonly message: string;
}

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** Present in types only: makes a kind fit the values of exactly one type. */
declare const described: unique symbol;
interface Describes<T> {
  readonly [described]?: (value: T) => T;
}

export interface ScalarKind<T> extends Describes<T> {
  readonly shape: 'scalar';
  /** As the reference calls it: "decimal string". */
  readonly title: string;
  /** Called for every value of every rate: allocates nothing unless it finds a problem. */
  readonly check: (value: unknown) => Problem | null;
  /** Where more than one form is taken: the one that the book keeps. */
  readonly normal?: (value: unknown) => unknown;
  readonly jsonSchema: JsonObject;
}

export interface ListKind<T> extends Describes<T> {
  readonly shape: 'list';
  readonly item: ScalarKind<unknown> | RecordKind<unknown>;
  readonly countMin: number;
  readonly countMax: number;
  /** No scalar may stand in it twice. */
  readonly unique: boolean;
}

export interface RecordKind<T> extends Describes<T> {
  readonly shape: 'record';
  /** PascalCase, the name of the interface in `book.ts`. */
  readonly name: string;
  readonly description: string;
  /** In the order in which they are written. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly requiredNames: readonly string[];
  /** Written on one line, as rates are: a list of them reads as a table. */
  readonly oneLine: boolean;
  /** What JSON Schema has to add to the fields. */
  readonly jsonSchema: JsonObject;
}

export type Kind<T> = ScalarKind<T> | ListKind<T> | RecordKind<T>;
export type AnyKind = Kind<unknown>;

export interface FieldNotes {
  /** The value that a left-out field has. */
  readonly default?: JsonValue;
  /** In words, where the default is no value: "the rate's `price`". */
  readonly leftOut?: string;
  readonly example?: JsonValue;
}

export interface Field extends FieldNotes {
  readonly kind: AnyKind;
  readonly required: boolean;
  readonly description: string;
}

export interface RequiredField<T> extends Field, Describes<T> {
  readonly required: true;
}
export interface OptionalField<T> extends Field, Describes<T> {
  readonly required: false;
}

/** One field for every property of `T`, required exactly where the property is. */
export type FieldsOf<T> = {
  readonly [Name in keyof T]-?: object extends Pick<T, Name>
    ? OptionalField<Exclude<T[Name], undefined>>
    : RequiredField<T[Name]>;
};

// The phantom type is all that a kind loses here; nothing reads it at run time.
const anyKind = <T>(kind: Kind<T>): AnyKind => kind as AnyKind;

export function required<T>(
  kind: Kind<T>,
  description: string,
  notes: FieldNotes = {},
): RequiredField<T> {
  return { ...notes, kind: anyKind(kind), required: true, description };
}

export function optional<T>(
  kind: Kind<T>,
  description: string,
  notes: FieldNotes = {},
): OptionalField<T> {
  return { ...notes, kind: anyKind(kind), required: false, description };
}

export interface RecordOptions {
  readonly oneLine?: boolean;
  readonly jsonSchema?: JsonObject;
}

export function record<T>(
  name: string,
  description: string,
  fields: FieldsOf<T>,
  options: RecordOptions = {},
): RecordKind<T> {
  const entries = Object.entries<Field>(fields);
  return {
    shape: 'record',
    name,
    description,
    fields: new Map(entries),
    requiredNames: entries.filter(([, field]) => field.required).map(([key]) => key),
    oneLine: options.oneLine ?? false,
    jsonSchema: options.jsonSchema ?? {},
  };
}

export interface ListOptions {
  readonly countMin?: number;
  readonly countMax?: number;
  readonly unique?: boolean;
}

export function list<T>(
  item: ScalarKind<T> | RecordKind<T>,
  options: ListOptions = {},
): ListKind<readonly T[]> {
  return {
    shape: 'list',
    item: item as ScalarKind<unknown> | RecordKind<unknown>,
    countMin: options.countMin ?? 0,
    countMax: options.countMax ?? Number.POSITIVE_INFINITY,
    unique: options.unique ?? false,
  };
}

/** One of a few texts or numbers. */
export function choice<const T extends string | number>(values: readonly T[]): ScalarKind<T> {
  const permitted = new Set<unknown>(values);
  const shown = values.map((value) => (typeof value === 'string' ? showText(value) : value));
  const message = shown.length === 1 ? `must be ${shown[0]}` : `must be one of ${shown.join(', ')}`;
  const problem: Problem = { code: 'not_a_choice', message };
  return {
    shape: 'scalar',
    title: shown.map((value) => `\`${value}\``).join(', '),
    check: (value) => (permitted.has(value) ? null : problem),
    jsonSchema: values.length === 1 ? { const: values[0]! } : { enum: values },
  };
}

export const flag: ScalarKind<boolean> = {
  shape: 'scalar',
  title: '`true` or `false`',
  check: (value) =>
    typeof value === 'boolean'
      ? null
      : { code: 'wrong_type', message: 'must be true or false, without quotes' },
  jsonSchema: { type: 'boolean' },
};

export function wholeNumber(min: number, max: number): ScalarKind<number> {
  return {
    shape: 'scalar',
    title: `whole number ${min} to ${max}`,
    check: (value) => {
      if (typeof value !== 'number') {
        const message = `must be a whole number from ${min} to ${max}, without quotes`;
        return { code: 'wrong_type', message };
      }
      if (!Number.isInteger(value)) return { code: 'not_whole', message: 'must be a whole number' };
      if (value >= min && value <= max) return null;
      return { code: 'out_of_range', message: `must be from ${min} to ${max}` };
    },
    jsonSchema: { type: 'integer', minimum: min, maximum: max },
  };
}
