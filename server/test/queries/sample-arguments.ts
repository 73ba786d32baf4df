/**
 * Arguments made from the types of a function's parameters, so that every query that it can put
 * together is put together: everything given, everything left out, and each choice once.
 */

import { sql } from 'kysely';
import ts from 'typescript';
import { encodeCursor } from '../../src/platform/db/cursor.js';

/** Which of its options a place takes; places that are not named take the first. */
type Taken = ReadonlyMap<string, number>;

const DEPTH_MAX = 8;

/** Texts by the name of their field or parameter, each an option; others are `1`. */
const TEXTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(at|now|from|to|.*(At|From|To|Until))$/, ['2026-01-01T00:00:00.000Z']],
  [/^(search|text)$/, ['1', 'a']],
  [/^table$/, ['categories']],
  [/^columns$/, ['name']],
];
const NUMBERS: readonly (readonly [RegExp, readonly number[]])[] = [[/Count$/, [1, 1_000_000]]];

export class SampleArguments {
  readonly #checker: ts.TypeChecker;
  readonly #given: Readonly<Record<string, unknown>>;

  /** `given`: values of types that are known by name. */
  constructor(checker: ts.TypeChecker, given: Readonly<Record<string, unknown>>) {
    this.#checker = checker;
    this.#given = given;
  }

  /** Lists of arguments, each of which differs from the first in one choice. */
  variantsFor(signature: ts.Signature): unknown[][] {
    const options = new Map<string, number>();
    const first = this.#argumentsFor(signature, new Map(), options);
    const others = [...options].flatMap(([place, count]) =>
      Array.from({ length: count - 1 }, (_, index) => new Map([[place, index + 1]])),
    );
    // What a cursor means hangs on the sort.
    const sorts = others.filter((taken) => [...taken.keys()].some((it) => it.endsWith('.sort')));
    for (const sort of sorts) {
      const cursor = [...sort.keys()][0]!.replace(/sort$/, 'cursor');
      others.push(new Map([...sort, [cursor, 1]]), new Map([...sort, [cursor, 2]]));
    }
    const leastOf = new Map([...options].map(([place, count]) => [place, count - 1]));
    return [first, ...[...others, leastOf].map((taken) => this.#argumentsFor(signature, taken))];
  }

  /** Arguments of the function that a function answers with, if it does. */
  ofAnswer(signature: ts.Signature): unknown[] {
    const answer = signature.getReturnType();
    const awaited = answer.symbol?.name === 'Promise' ? this.#checker.getAwaitedType(answer) : null;
    const [inner] = (awaited ?? answer).getCallSignatures();
    return inner === undefined ? [] : this.#argumentsFor(inner, new Map());
  }

  #argumentsFor(signature: ts.Signature, taken: Taken, options = new Map<string, number>()) {
    return signature.getParameters().map((parameter) => {
      const type = this.#checker.getTypeOfSymbol(parameter);
      return new Sample(this.#checker, this.#given, taken, options).of(type, parameter.name, 0);
    });
  }
}

class Sample {
  readonly #checker: ts.TypeChecker;
  readonly #given: Readonly<Record<string, unknown>>;
  readonly #taken: Taken;
  readonly #options: Map<string, number>;

  constructor(
    checker: ts.TypeChecker,
    given: Readonly<Record<string, unknown>>,
    taken: Taken,
    options: Map<string, number>,
  ) {
    this.#checker = checker;
    this.#given = given;
    this.#taken = taken;
    this.#options = options;
  }

  /** `place` ends with the name of the field or parameter. */
  of(type: ts.Type, place: string, depth: number): unknown {
    const name = (type.aliasSymbol ?? type.symbol)?.name ?? '';
    // Of an alias and what it stands for, the checker names the one that it met first.
    const names = [name, type.symbol?.name ?? '', this.#checker.typeToString(type)];
    const known = names.find((it) => Object.hasOwn(this.#given, it));
    if (known !== undefined) return this.#given[known];
    if (depth > DEPTH_MAX) return null;
    if (type.isUnion()) return this.#ofUnion(type, place, depth);
    if (type.isLiteral()) return type.value;
    const { flags } = type;
    if (flags & ts.TypeFlags.BooleanLiteral) return this.#checker.typeToString(type) === 'true';
    if (flags & ts.TypeFlags.Null) return null;
    if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return undefined;
    if (flags & ts.TypeFlags.NumberLike) return this.#oneOf(place, NUMBERS, 1);
    if (flags & ts.TypeFlags.StringLike) return this.#oneOf(place, TEXTS, '1');
    if (flags & ts.TypeFlags.TypeParameter) {
      const constraint = this.#checker.getBaseConstraintOfType(type);
      return constraint === undefined ? '1' : this.of(constraint, place, depth + 1);
    }
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return '1';
    return this.#ofObject(type, name, place, depth);
  }

  #ofUnion(type: ts.UnionType, place: string, depth: number): unknown {
    // What leaves something out comes last.
    const isGiven = ({ flags }: ts.Type) =>
      (flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) === 0;
    const parts = [...type.types.filter(isGiven), ...type.types.filter((it) => !isGiven(it))];
    this.#options.set(place, parts.length);
    const part = parts[this.#taken.get(place) ?? 0] ?? parts[0]!;
    return this.of(part, place, depth + 1);
  }

  #ofObject(type: ts.Type, name: string, place: string, depth: number): unknown {
    const [item, value] = this.#checker.getTypeArguments(type as ts.TypeReference);
    if (item !== undefined && /Array|Iterable|Generator/.test(name)) {
      return [this.of(item, place, depth + 1)];
    }
    if (item !== undefined && /Set$/.test(name)) return new Set([this.of(item, place, depth + 1)]);
    if (item !== undefined && value !== undefined && /Map$/.test(name)) {
      return new Map([[this.of(item, place, depth + 1), this.of(value, place, depth + 1)]]);
    }
    const [signature] = type.getCallSignatures();
    if (signature !== undefined) {
      return () => this.of(signature.getReturnType(), `${place}()`, depth + 1);
    }
    if (name === 'Promise') return Promise.resolve(this.of(item!, place, depth + 1));
    const made: Record<string, unknown> = {};
    for (const property of type.getProperties()) {
      const own = this.#checker.getTypeOfSymbol(property);
      made[property.name] = this.of(own, `${place}.${property.name}`, depth + 1);
    }
    return 'cursor' in made ? { ...made, cursor: this.#cursorOf(made, place) } : made;
  }

  /** Where a page of the sort that was taken ended: at a plain value, at an instant, or nowhere. */
  #cursorOf({ sort }: Readonly<Record<string, unknown>>, place: string): string | undefined {
    const values = ['1', '2026-01-01 00:00:00+00', undefined];
    this.#options.set(`${place}.cursor`, values.length);
    const value = values[this.#taken.get(`${place}.cursor`) ?? 0];
    if (value === undefined || typeof sort !== 'string') return undefined;
    return encodeCursor(sort, value, '1');
  }

  #oneOf<Value>(
    place: string,
    named: readonly (readonly [RegExp, readonly Value[]])[],
    other: Value,
  ): Value {
    const name = place.split('.').at(-1)!;
    const values = named.find(([pattern]) => pattern.test(name))?.[1] ?? [other];
    const choice = `${place}=`;
    if (values.length > 1) this.#options.set(choice, values.length);
    return values[this.#taken.get(choice) ?? 0] ?? values[0]!;
  }
}

/** For parameters that are parts of queries. */
export const anyCondition = sql`true`;
