/**
 * What is left of a document once everything that breaks the schema has been taken out.
 *
 * Every field that is present has its right type and every row stands at its own index, so the
 * checks between things can run on a faulty book too. They ask `lost` before they complain that
 * something is missing: it may have been there, and was reported already.
 */

export type Salvaged<T> = T extends readonly (infer Item)[]
  ? readonly Salvaged<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]?: Salvaged<T[Name]> }
    : T;

/** The fields that were taken out of each salvaged object. */
export class LostFields {
  readonly #lost = new Map<object, ReadonlySet<string> | 'all'>();

  record(salvaged: object, names: ReadonlySet<string> | 'all'): void {
    this.#lost.set(salvaged, names);
  }

  has(salvaged: object, name: string): boolean {
    const names = this.#lost.get(salvaged);
    return names !== undefined && (names === 'all' || names.has(name));
  }

  any(salvaged: object): boolean {
    // Asked of every rate; looking an object up costs even where there is nothing to find.
    return this.#lost.size > 0 && this.#lost.has(salvaged);
  }
}
