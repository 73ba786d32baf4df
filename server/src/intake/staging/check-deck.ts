/**
 * Decides every rate of a deck against the versions of its table and stages what was decided: what a
 * preview shows and applying writes are these rows.
 */

import type { Deck, OpenedDeck, Rejection } from '@ratedeck/decks';
import type { Transaction } from '../../platform/db/connection.js';
import type { RateTable } from '../../tariffs/rate-tables/schema.js';
import { versionsOfCodes } from '../../tariffs/stored-rates/bulk-store.js';
import { identityOf, type StoredRate } from '../../tariffs/stored-rates/record.js';
import { decideByCode, decideById, editedContent, isById } from '../decisions/decide-actions.js';
import { decideMissing, decideRate, nothing } from '../decisions/decide-rate.js';
import type { Deciding, Decision, DeckEntry } from '../decisions/decided.js';
import { reasonTexts } from '../decisions/reasons.js';
import type { ImportMode, Policies } from '../decisions/schema.js';
import { isBefore } from '../decisions/timeline.js';
import { DeckContents, type JudgedEntry, notSaidBy } from './deck-contents.js';
import { besideVersions, type CodesPiece, piecesFrom, sortedByCode } from './deck-order.js';
import type { CheckResult, Stop } from './staged.js';
import * as store from './store.js';
import { Tally } from './tally.js';

export interface CheckRequest {
  readonly importId: string;
  readonly table: RateTable;
  readonly mode: ImportMode;
  readonly policies: Policies;
  readonly now: string;
}

export interface CheckHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface Checked {
  readonly result: CheckResult;
  readonly stagedCount: number;
}

export async function checkDeck(
  db: Transaction,
  opened: OpenedDeck,
  request: CheckRequest,
  hooks: CheckHooks,
): Promise<Checked> {
  await store.clearRows(db, request.importId);
  const staging = await Staging.of(db, opened, request);
  const { deck } = opened;
  const total = deck.rates.length;
  let done = await staging.stageById();
  for await (const piece of staging.pieces()) {
    hooks.signal.throwIfAborted();
    await staging.stage(piece);
    done += piece.rates.length;
    hooks.onProgress({ done, total });
  }
  await staging.stageRejected(deck.rejections);
  return staging.finish();
}

/** So many of a table's rates for each of the deck's: below that it is read as a whole. */
const SPARSE_FACTOR = 10;

class Staging {
  readonly #db: Transaction;
  readonly #opened: OpenedDeck;
  readonly #request: CheckRequest;
  readonly #deciding: Deciding;
  readonly #contents: DeckContents;
  readonly #tally = new Tally();
  /** Rates that rows are about by their ids. */
  readonly #byId = new Set<string>();
  /** What was decided last is on its way while the next is decided. */
  #writing: Promise<unknown> = Promise.resolve();
  #ordinal = 0;

  private constructor(
    db: Transaction,
    { opened, request }: { readonly opened: OpenedDeck; readonly request: CheckRequest },
    contents: DeckContents,
  ) {
    this.#db = db;
    this.#opened = opened;
    this.#request = request;
    this.#contents = contents;
    const { table, mode, policies, now } = request;
    this.#deciding = {
      ...{ mode, policies, now },
      callsRated: table.callsRated,
      notSaid: policies.notSaid === 'keep' ? notSaidBy(opened.recognition) : [],
      defaultPrice: table.defaults.price,
      services: new Set(opened.deck.rates.map(({ rate }) => rate.service ?? table.service)),
      closesAt: closingDate(opened.deck, now),
    };
  }

  static async of(db: Transaction, opened: OpenedDeck, request: CheckRequest): Promise<Staging> {
    const { table, policies, now } = request;
    const undatedFrom = policies.withoutDate === 'always' ? null : now;
    const reading = { table, deck: opened.deck, undatedFrom };
    return new Staging(db, { opened, request }, await DeckContents.of(db, reading));
  }

  async *pieces(): AsyncGenerator<CodesPiece> {
    const { table, mode } = this.#request;
    const { rates: all } = this.#opened.deck;
    const rates = sortedByCode(mode === 'actions' ? all.filter((rate) => !isById(rate)) : all);
    if (table.rateCount === 0) {
      for (const piece of piecesFrom(rates)) yield { rates: piece, versions: [] };
    } else if (mode === 'full' || rates.length * SPARSE_FACTOR > table.rateCount) {
      yield* besideVersions(rates, store.allVersions(this.#db, table.id));
    } else {
      for (const piece of piecesFrom(rates)) {
        const codes = [...new Set(piece.map(({ rate }) => rate.code))];
        yield { rates: piece, versions: await versionsOfCodes(this.#db, table.id, codes) };
      }
    }
  }

  /** In the mode `actions`: rows that find their rate by its id. The answer is their number. */
  async stageById(): Promise<number> {
    if (this.#request.mode !== 'actions') return 0;
    const rates = this.#opened.deck.rates.filter(isById);
    for (const piece of piecesFrom(sortedByCode(rates))) {
      const rows = await this.#rowsById(await this.#contents.entriesOf(piece));
      await store.writeRows(this.#db, this.#request.importId, rows);
    }
    return rates.length;
  }

  async #rowsById(judged: readonly JudgedEntry[]): Promise<store.StagedRow[]> {
    const { table } = this.#request;
    const ids = judged.flatMap(({ entry }) => (ID.test(entry.id!) ? entry.id! : []));
    const stored = new Map(
      (await store.ratesOfIds(this.#db, table.id, ids)).map((rate) => [rate.id, rate]),
    );
    const codes = new Set(judged.map(({ entry }) => entry.content.code));
    for (const { code } of stored.values()) codes.add(code);
    const versions = groupsOf([], await versionsOfCodes(this.#db, table.id, [...codes]));
    return judged.map(({ entry, fault }) => {
      if (fault !== null) return this.#rowOf(nothing(entry, 'rejected', null), fault);
      const rate = ID.test(entry.id!) ? (stored.get(String(BigInt(entry.id!))) ?? null) : null;
      if (rate !== null && this.#byId.has(rate.id)) {
        return this.#rowOf(nothing(entry, 'rejected', 'id_twice', rate), null);
      }
      if (rate !== null) this.#byId.add(rate.id);
      const content = rate === null ? entry.content : editedContent(entry, rate, this.#deciding);
      const all = versions.get(identityOf(content))?.versions ?? [];
      const others = all.filter(({ id }) => id !== rate?.id);
      return this.#rowOf(decideById(entry, { stored: rate, others }, this.#deciding), null);
    });
  }

  async stage({ rates, versions: all }: CodesPiece): Promise<void> {
    const judged = await this.#contents.entriesOf(rates);
    // A rate that a row is about by its id is no other row's.
    const versions = all.filter(({ id }) => !this.#byId.has(id));
    const groups = groupsOf(judged, versions);
    const rows: store.StagedRow[] = [];
    for (const { entries, faulty, versions: own } of groups.values()) {
      for (const { entry, fault } of faulty) {
        rows.push(this.#rowOf({ ...nothing(entry, 'rejected', null) }, fault));
      }
      // What only faulty rows are about is named by the file all the same.
      const isNamed = entries.length + faulty.length > 0;
      const decisions = isNamed ? this.#decide(entries, own) : this.#missing(own);
      for (const decision of decisions) rows.push(this.#rowOf(decision, null));
    }
    await this.#writing;
    if (rows.length === 0) return;
    this.#writing = store.writeRows(this.#db, this.#request.importId, rows);
    // Heard of where it is waited for.
    this.#writing.catch(() => undefined);
  }

  #decide(entries: readonly DeckEntry[], versions: readonly StoredRate[]): Decision[] {
    const decide = this.#request.mode === 'actions' ? decideByCode : decideRate;
    return decide(entries, versions, this.#deciding);
  }

  #missing(versions: readonly StoredRate[]): Decision[] {
    return this.#request.mode === 'full' ? decideMissing(versions, this.#deciding) : [];
  }

  #rowOf(decision: Decision, fault: JudgedEntry['fault']): store.StagedRow {
    const { after, reason } = decision;
    const isPending = after !== null && isBefore(this.#deciding.now, after.effectiveFrom);
    this.#tally.add(decision, isPending);
    const message = fault?.message ?? (reason === null ? null : reasonTexts[reason]);
    const ordinal = this.#ordinal;
    this.#ordinal += 1;
    return { ordinal, decision, isPending, reason: fault?.reason ?? reason, message };
  }

  async stageRejected(rejections: readonly Rejection[]): Promise<void> {
    await this.#writing;
    const first = this.#ordinal;
    const rows = rejectedRows(rejections).map((row, index) => ({ ...row, ordinal: first + index }));
    this.#ordinal += rows.length;
    if (rows.length > 0) await store.writeRejectedRows(this.#db, this.#request.importId, rows);
  }

  finish(): Checked {
    const { deck } = this.#opened;
    const counts = this.#tally.finish(deck.accounts, deck.rates.length);
    const isFull = this.#request.mode === 'full';
    const result: CheckResult = {
      ...counts,
      stops: this.#stops(counts.rows.rejected + counts.rates.rejected),
      closesAt: isFull ? this.#deciding.closesAt : null,
    };
    return { result, stagedCount: this.#ordinal };
  }

  #stops(rejectedCount: number): Stop[] {
    const { questions, deck } = this.#opened;
    const { policies, table } = this.#request;
    const stops: Stop[] = [];
    const stop = (code: Stop['code'], message: string) => stops.push({ code, message });
    if (questions.length > 0) {
      stop(
        'questions_open',
        `${questions.length} questions are open: answer them (answers, mapping)`,
      );
    }
    if (deck.currency !== null && deck.currency !== table.currency) {
      const advice =
        'import it into a table of that currency, or say its currency (answers.currency)';
      stop(
        'currency',
        `the file is in ${deck.currency}, the table in ${table.currency}: ${advice}`,
      );
    }
    if (deck.rates.length === 0) stop('no_rates', 'the file has no rates that could be applied');
    if (policies.duplicates === 'fail' && this.#tally.duplicateCount > 0) {
      const count = this.#tally.duplicateCount;
      stop('duplicates', `${count} rows say different things of one rate and date`);
    } else if (policies.badRows === 'apply-nothing' && rejectedCount > 0) {
      const advice =
        'mend them and upload again, or leave them out (policies.badRows: reject-them)';
      stop('rows_rejected', `${rejectedCount} rows are faulty: ${advice}`);
    }
    return stops;
  }
}

/** The first date to come that the file names, else now. */
function closingDate(deck: Deck, now: string): string {
  let first: string | null = null;
  for (const { rate, change } of deck.rates) {
    const { effectiveFrom } = rate;
    if (change !== 'set' || effectiveFrom === undefined) continue;
    if (first !== null && effectiveFrom >= first) continue;
    if (effectiveFrom >= now) first = effectiveFrom;
  }
  return first === null ? now : new Date(first).toISOString();
}

const ID = /^[0-9]{1,18}$/;
interface Group {
  readonly entries: DeckEntry[];
  readonly faulty: JudgedEntry[];
  readonly versions: StoredRate[];
}

/** By the rate that they are about. */
function groupsOf(
  judged: readonly JudgedEntry[],
  versions: readonly StoredRate[],
): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  const groupOf = (identity: string): Group => {
    let group = groups.get(identity);
    if (group === undefined) {
      group = { entries: [], faulty: [], versions: [] };
      groups.set(identity, group);
    }
    return group;
  };
  for (const one of judged) {
    const { entries, faulty } = groupOf(identityOf(one.entry.content));
    if (one.fault === null) entries.push(one.entry);
    else faulty.push(one);
  }
  for (const version of versions) groupOf(identityOf(version)).versions.push(version);
  return groups;
}

function rejectedRows(rejections: readonly Rejection[]): Omit<store.RejectedRow, 'ordinal'>[] {
  const rows = new Map<string, Omit<store.RejectedRow, 'ordinal'>>();
  for (const { sheet, row, column, value, code, message } of rejections) {
    const key = `${row}\n${sheet}`;
    const text = `${column === '' ? '' : `${column} ${JSON.stringify(value)}: `}${message}`;
    const before = rows.get(key);
    if (before === undefined) rows.set(key, { sheet, row, reason: code, message: text });
    else rows.set(key, { ...before, message: `${before.message}; ${text}` });
  }
  return [...rows.values()];
}
