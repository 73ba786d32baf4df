/**
 * Two servers on one PostgreSQL: an editor who changes two rates at once through one of them, over and
 * over, and callers who ask for both prices and say of every answer whether it belongs to a state that
 * was committed.
 */

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { openDatabase } from '../../src/platform/db/database.js';
import { embeddedPrograms, type OwnPostgres, ownPostgres } from '../support/own-postgres.js';
import { insertKey, type Served, serve } from './served-process.js';

const ALWAYS = { activatesAt: '2020-01-01T00:00:00Z' };
/** A Tuesday. */
export const WORKDAY = '2026-12-01T10:00:00.000Z';

const book = {
  book: 1,
  timeProfiles: [
    { name: 'Peak', windows: [{ weekdays: [1, 2, 3, 4, 5], from: '00:00', to: '24:00' }] },
  ],
  codeDecks: [{ name: 'Names', codes: [{ code: '43', name: 'Austria' }] }],
  accounts: [
    { name: 'Customer', kind: 'customer', currency: 'EUR' },
    { name: 'Other', kind: 'customer', currency: 'EUR' },
    { name: 'Carrier', kind: 'carrier', currency: 'USD' },
  ],
  trunks: [{ name: 'Line', account: 'Customer' }],
  rateTables: [
    {
      ...{ name: 'Edited', scope: 'customer', currency: 'EUR', codeDeck: 'Names' },
      rates: ['43', '44'].map((code) => ({ code, price: '1' })),
    },
    {
      ...{ name: 'Base', scope: 'customer', currency: 'EUR' },
      rates: [{ code: '49', name: 'Germany', price: '1' }],
    },
    {
      ...{ name: 'Peaks', scope: 'customer', currency: 'EUR' },
      rates: [{ code: '49', name: 'Germany', price: '5' }],
    },
    {
      ...{ name: 'Costs', scope: 'carrier', currency: 'USD' },
      rates: [{ code: '49', name: 'Germany', price: '1' }],
    },
  ],
  ratingPlans: [
    {
      ...{ name: 'Standard', currency: 'EUR' },
      entries: [
        { rateTable: 'Peaks', timing: 'Peak', weight: 20 },
        { rateTable: 'Base', weight: 10 },
        { rateTable: 'Edited', weight: 10 },
      ],
    },
  ],
  assignments: [
    { account: 'Customer', ratingPlan: 'Standard', ...ALWAYS },
    { account: 'Carrier', rateTable: 'Costs', ...ALWAYS },
  ],
  exchangeRates: [{ from: 'USD', to: 'EUR', rate: '1', date: '2020-01-01' }],
};

export interface Told {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are what is tested
  readonly body: any;
}

export interface TwoServers {
  readonly postgres: OwnPostgres;
  readonly editing: Served;
  /** Another one after each start. */
  other: Served;
  readonly key: string;
  start(): Promise<Served>;
  stop(): Promise<void>;
}

export async function startTwoServers(): Promise<TwoServers> {
  const postgres = await ownPostgres(embeddedPrograms());
  const url = `postgres://${postgres.config.user}@localhost/postgres?host=${postgres.folder}`;
  const started: Served[] = [];
  const limit = ['--requests-per-minute', '100000000'];
  const start = async (): Promise<Served> => {
    const served = await serve('--database-url', url, '--quiet', ...limit);
    started.push(served);
    await until(async () => (await fetch(`${served.address}/readyz`)).ok);
    return served;
  };
  const stop = async (): Promise<void> => {
    for (const served of started) {
      served.kill('SIGKILL');
      await served.ended;
    }
    await postgres.remove();
  };
  try {
    const editing = await start();
    const database = await openDatabase({ ...postgres.config, database: 'postgres' });
    const key = await insertKey(database, 'admin');
    await database.close();
    const stored = await ask(editing, key, 'POST', '/book', book);
    if (stored.status >= 300) throw new Error(JSON.stringify(stored.body));
    return { postgres, editing, other: await start(), key, start, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export async function ask(
  { address }: Served,
  key: string,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<Told> {
  const answer = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
}

/** Looks again until it is so; the limit of the test ends a wait in vain. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(10);
}

export async function idOf({ editing, key }: TwoServers, path: string, name: string) {
  const { body } = await ask(editing, key, 'GET', `${path}?limit=500`);
  return (body.items as { id: string; name: string }[]).find((item) => item.name === name)!.id;
}

/** Ends the connections on which the servers hear of changes; how many there were. */
export async function cutListeners({ postgres }: TwoServers): Promise<number> {
  const client = new pg.Client({ ...postgres.config, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'`,
    );
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}

/** Both prices of one request, which one edit always changed together. */
async function pricesAt(served: Served, key: string): Promise<number> {
  const event = { account: 'Customer', at: WORKDAY, volume: 60 };
  const events = ['431234567', '441234567'].map((to) => ({ ...event, to }));
  const { status, body } = await ask(served, key, 'POST', '/rate', { events });
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
  const [one, two] = (body.items as { amount: string }[]).map(({ amount }) => Number(amount));
  if (one !== two) throw new Error(`half of a change: ${one} and ${two}`);
  return one!;
}

/** Edits and what was seen of them: prices are whole numbers, each one higher than the one before. */
export class Edits {
  readonly #servers: TwoServers;
  readonly #tableId: string;
  /** When each price was committed, by the clock of who sent it. */
  readonly #committedAt = new Map<number, number>();
  #sent: number;
  /** The price that was committed last. */
  newest: number;
  #isOver = false;
  readonly #work: Promise<void>[] = [];
  /** Of all answers: how long what followed was committed already when it was asked. */
  staleMsMax = 0;
  answers = 0;

  constructor(servers: TwoServers, tableId: string, price: number) {
    this.#servers = servers;
    this.#tableId = tableId;
    this.newest = price;
    this.#sent = price;
  }

  async #edit(): Promise<void> {
    const price = this.newest + 1;
    this.#sent = price;
    const edit = { filter: {}, action: 'edit', inPlace: true, price: { set: String(price) } };
    const path = `/rate-tables/${this.#tableId}/mass-edits`;
    const { editing, key } = this.#servers;
    const { status, body } = await ask(editing, key, 'POST', path, edit);
    if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
    this.#committedAt.set(price, performance.now());
    this.newest = price;
  }

  async #ask(served: Served, seen: number): Promise<number> {
    const askedAt = performance.now();
    const found = await pricesAt(served, this.#servers.key);
    if (found < seen) throw new Error(`back from ${seen} to ${found}`);
    if (found > this.#sent) throw new Error(`${found} was never sent`);
    const followedAt = this.#committedAt.get(found + 1) ?? askedAt;
    this.staleMsMax = Math.max(this.staleMsMax, askedAt - followedAt);
    this.answers += 1;
    return found;
  }

  editOn(): void {
    this.#keepOn(async () => {
      await this.#edit();
      return 'on';
    });
  }

  /** Asks a server on and on, until it ends. */
  watch(served: Served): void {
    let seen = 0;
    this.#keepOn(async () => {
      try {
        seen = await this.#ask(served, seen);
      } catch (error) {
        // No answer at all: it has to have been killed.
        if (!(error instanceof TypeError)) throw error;
        await served.ended;
        return 'over';
      }
      return 'on';
    });
  }

  #keepOn(work: () => Promise<'on' | 'over'>): void {
    const going = async (): Promise<void> => {
      while (!this.#isOver && (await work()) === 'on');
    };
    const gone = going();
    // It is told by `end`; until then nobody looks.
    gone.catch(() => undefined);
    this.#work.push(gone);
  }

  /** @throws what any of them found wrong */
  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#work);
  }

  async untilEdited(count: number): Promise<void> {
    const target = this.newest + count;
    const failed = Promise.all(this.#work);
    await Promise.race([failed, until(async () => this.newest >= target)]);
  }

  /** One that just began is not behind what was committed before. */
  async expectFrom(served: Served, atLeast: number): Promise<void> {
    const found = await this.#ask(served, 0);
    if (found < atLeast) throw new Error(`it began with ${found}, ${atLeast} was committed`);
  }

  async untilNewestAt(served: Served): Promise<void> {
    await until(async () => (await this.#ask(served, 0)) === this.newest);
  }
}
