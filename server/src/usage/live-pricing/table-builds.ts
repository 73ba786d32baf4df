/**
 * Tables that are read as a whole beside everything else, one after the other: two at once would take
 * the memory of two.
 */

import type { BuiltTable, TableBuilder } from './table-step.js';

export interface TableBuildsEvents {
  readonly onBuilt: () => void;
  /** It is asked for again as long as it is needed. */
  readonly onTrouble: (message: string) => void;
}

export class TableBuilds implements TableBuilder {
  readonly #build: (tableId: string) => Promise<BuiltTable | null>;
  readonly #events: TableBuildsEvents;
  readonly #waiting = new Set<string>();
  readonly #built = new Map<string, BuiltTable>();
  #isAtWork = false;
  #isStopped = false;

  constructor(build: (tableId: string) => Promise<BuiltTable | null>, events: TableBuildsEvents) {
    this.#build = build;
    this.#events = events;
  }

  ask(tableId: string): void {
    if (this.#built.has(tableId)) return;
    this.#waiting.add(tableId);
    if (!this.#isAtWork) void this.#work();
  }

  built(): readonly BuiltTable[] {
    return [...this.#built.values()];
  }

  /** They are in the state, or of no use. */
  letGo(tables: readonly BuiltTable[]): void {
    for (const { state } of tables) this.#built.delete(state.id);
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #work(): Promise<void> {
    this.#isAtWork = true;
    for (const id of this.#waiting) {
      if (this.#isStopped) break;
      try {
        const table = await this.#build(id);
        if (table !== null) this.#built.set(id, table);
      } catch (error) {
        this.#events.onTrouble(error instanceof Error ? error.message : String(error));
      }
      this.#waiting.delete(id);
      this.#events.onBuilt();
    }
    this.#isAtWork = false;
  }
}
