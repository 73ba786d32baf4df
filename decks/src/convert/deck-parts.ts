/**
 * The parts of a deck as its sheets are converted: rates, faults, counts. Each row is accounted for
 * exactly once, and a count that does not come out even is a defect that stops the program.
 */

import type { TimeProfile } from '@ratedeck/engine';
import type { Deck, DeckRate, Rejection, SheetAccount } from '../deck/deck.js';
import { WarningList } from '../deck/warning-list.js';
import { Growth } from './growth.js';
import type { CellFault } from './row-draft.js';

type IgnoredRow = Deck['ignoredRows'][number];

export class DeckParts {
  rates: DeckRate[] = [];
  readonly rejections: Rejection[] = [];
  readonly accounts: SheetAccount[] = [];
  readonly ignoredRows: IgnoredRow[] = [];
  readonly warnings = new WarningList();
  readonly growth = new Growth();
  readonly unresolvedNames = new Set<string>();
  readonly timeProfiles: TimeProfile[] = [];
  currency: string | null = null;
  isNamedByCode = true;

  dropRates(dropped: ReadonlySet<DeckRate>): void {
    if (dropped.size > 0) this.rates = this.rates.filter((rate) => !dropped.has(rate));
  }

  toDeck(): Deck {
    return {
      rates: this.rates,
      rejections: this.rejections,
      accounts: this.accounts,
      warnings: this.warnings.finish(),
      ignoredRows: this.ignoredRows,
      timeProfiles: this.timeProfiles,
      currency: this.currency,
      unresolvedNames: [...this.unresolvedNames],
      isNamedByCode: this.isNamedByCode,
    };
  }
}

/** What became of the rows of one sheet. */
export class SheetTally {
  readonly #sheet: string;
  readonly #parts: DeckParts;
  #headers = 0;
  #rateRows = 0;
  #ignored = 0;
  #rejected = 0;

  constructor(sheet: string, parts: DeckParts) {
    this.#sheet = sheet;
    this.#parts = parts;
  }

  addHeader(): void {
    this.#headers += 1;
  }

  addRateRow(): void {
    this.#rateRows += 1;
  }

  ignore(row: number, reason: string): void {
    this.#ignored += 1;
    this.#parts.ignoredRows.push({ sheet: this.#sheet, row, reason });
  }

  /** Rows come in their order, but for those that are settled at the end of the sheet. */
  reject(row: number, faults: readonly CellFault[]): void {
    if (faults.length === 0) throw new Error(`row ${row} was rejected without a fault`);
    this.#rejected += 1;
    for (const fault of faults) this.#parts.rejections.push({ sheet: this.#sheet, row, ...fault });
  }

  close(rows: number): void {
    const account: SheetAccount = {
      sheet: this.#sheet,
      rows,
      headers: this.#headers,
      rateRows: this.#rateRows,
      ignored: this.#ignored,
      rejected: this.#rejected,
    };
    const counted = account.headers + account.rateRows + account.ignored + account.rejected;
    if (counted !== rows) {
      throw new Error(`${rows} rows of sheet ${this.#sheet} were counted as ${counted}`);
    }
    this.#parts.accounts.push(account);
  }
}
