/**
 * Who a key or a session stands for, remembered for half a second: asked for every request, and the
 * same few ask again and again. What this program commits empties it at once; what another one
 * commits is seen when the half second is over. Nobody who was not found is remembered.
 */

const FRESH_MS = 500;
const ENTRIES_MAX = 10_000;

interface Entry<Found> {
  readonly found: Promise<Found | null>;
  readonly readAtMs: number;
}

export class CredentialCache<Found> {
  readonly #entries = new Map<string, Entry<Found>>();

  clear(): void {
    this.#entries.clear();
  }

  /** Several that ask for the same at once wait for one answer. */
  async find(
    hash: Buffer,
    load: () => Promise<Found | null>,
    isGood: (found: Found) => boolean,
  ): Promise<Found | null> {
    const name = hash.toString('base64');
    const nowMs = performance.now();
    const entry = this.#entries.get(name);
    if (entry !== undefined && nowMs - entry.readAtMs < FRESH_MS) {
      const found = await entry.found;
      if (found !== null && isGood(found)) return found;
    }
    return this.#load(name, nowMs, load);
  }

  async #load(
    name: string,
    readAtMs: number,
    load: () => Promise<Found | null>,
  ): Promise<Found | null> {
    if (this.#entries.size >= ENTRIES_MAX) this.#entries.clear();
    const entry: Entry<Found> = { found: load(), readAtMs };
    this.#entries.set(name, entry);
    try {
      const found = await entry.found;
      if (found === null) this.#forget(name, entry);
      return found;
    } catch (error) {
      this.#forget(name, entry);
      throw error;
    }
  }

  #forget(name: string, entry: Entry<Found>): void {
    if (this.#entries.get(name) === entry) this.#entries.delete(name);
  }
}
