/**
 * `freshness`: how long after its commit an edit prices the next call, of the server as a process with
 * two tables of a million rates: edits of one rate; of one while the other table is compiled as a whole;
 * and of a tenth of a table at once. One caller asks for the price over and over; another asks 500 times
 * a second all the while, so that a pause of the readers would be seen. Beside it, in the same run, what
 * a server costs that knows changes by beginning again.
 */

import {
  type BenchReport,
  describeLoad,
  describeMachine,
  type Metrics,
  roundMetrics,
} from '../../engine/dist-bench/report.js';
import type { BenchOptions } from './lists.js';
import type { LoadMeasured } from './load-thread.js';
import {
  load,
  type PricedCall,
  type PricedServer,
  send,
  sendAndWait,
  withPricedServer,
} from './priced-server.js';

const WHOLE_CHANGES = 3;
const READERS = 8;
const READS_PER_SECOND = 500;
/** A wait in vain ends. */
const SECONDS_MAX = 120;

const rateCall = ({ to }: PricedCall, table: string) => ({
  event: { table, to, at: new Date().toISOString(), volume: 60 },
});

export async function benchFreshness(options: BenchOptions): Promise<BenchReport> {
  const note = describeLoad();
  return withPricedServer(options.rateCount, async (server) => {
    const memoryMiB = await residentMiB(server);
    const single = await editSingles(server, options.repetitions);
    const memoryMiBAfterEdits = await residentMiB(server);
    const whole = await editWholes(server);
    return {
      bench: 'freshness',
      metrics: roundMetrics({
        ...single,
        ...whole,
        ...{ memoryMiB, memoryMiBAfterEdits, edits: options.repetitions },
        memoryMiBAfterWholeTables: await residentMiB(server),
        readySeconds: server.program.secondsToReady,
      }),
      peers: { beginAgain: roundMetrics({ milliseconds: server.program.secondsToReady * 1000 }) },
      machine: describeMachine(),
      notes: [note],
    };
  });
}

async function residentMiB({ program, key }: PricedServer): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  const text = await (await fetch(`${program.address}/metrics`, { headers })).text();
  const bytes = /^process_resident_memory_bytes ([0-9.e+]+)$/m.exec(text)?.[1];
  if (bytes === undefined) throw new Error('the server says nothing of its memory');
  return Number(bytes) / 2 ** 20;
}

/** The price of one rate, in place. */
function edit(server: PricedServer, rateTableId: string, rateIds: string[], price: string) {
  const body = { rateIds, action: 'edit', inPlace: true, price: { set: price } };
  return send(server, { method: 'POST', path: `/rate-tables/${rateTableId}/mass-edits`, body });
}

/** Asks until the price is this one; milliseconds since a moment. */
async function untilPriced(
  server: PricedServer,
  { call, table, price }: { call: PricedCall; table: string; price: string },
  sinceMs: number,
): Promise<number> {
  const deadline = performance.now() + SECONDS_MAX * 1000;
  for (;;) {
    const request = { method: 'POST', path: '/rate', body: rateCall(call, table) } as const;
    const { amount } = await send<{ amount: string }>(server, request);
    const nowMs = performance.now();
    if (amount === price) return nowMs - sinceMs;
    if (nowMs > deadline) throw new Error(`after ${SECONDS_MAX} s ${amount}, not ${price}`);
  }
}

const percentile = (samples: readonly number[], share: number): number =>
  [...samples].sort((one, other) => one - other)[Math.ceil(samples.length * share) - 1]!;

async function editSingles(server: PricedServer, count: number): Promise<Metrics> {
  const milliseconds: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const call = server.calls[index % server.calls.length]!;
    const price = String(index + 1);
    await edit(server, server.stored.largeId, [call.rateId], price);
    const committedMs = performance.now();
    milliseconds.push(await untilPriced(server, { call, table: 'Large', price }, committedMs));
  }
  return {
    millisecondsP50: percentile(milliseconds, 0.5),
    millisecondsP99: percentile(milliseconds, 0.99),
    millisecondsMax: percentile(milliseconds, 1),
  };
}

/** Readers of what nobody edits, for so long as something is done. */
async function beside<Result>(
  server: PricedServer,
  work: () => Promise<Result>,
): Promise<[Result, LoadMeasured[]]> {
  const [call] = server.otherCalls.slice(-1);
  const questions = [
    {
      path: '/api/v1/rate',
      body: JSON.stringify(rateCall(call!, 'History')),
      expected: [`"amount":"${call!.price}"`],
    },
  ];
  const measured: LoadMeasured[] = [];
  let isOver = false;
  const reading = (async () => {
    while (!isOver) {
      const one = { port: server.program.port, key: server.key, questions, connections: READERS };
      measured.push(await load({ ...one, seconds: 1, perSecond: READS_PER_SECOND }));
    }
  })();
  try {
    return [await work(), measured];
  } finally {
    isOver = true;
    await reading;
  }
}

/** Changes of a table that take all of it, and edits of the other table meanwhile. */
async function editWholes(server: PricedServer): Promise<Metrics> {
  const { largeId, historyId } = server.stored;
  const seconds: number[] = [];
  const meanwhile: number[] = [];
  const [, readers] = await beside(server, async () => {
    for (let round = 0; round < WHOLE_CHANGES; round += 1) {
      const price = String(1000 + round);
      const filter = { priceFrom: '0.05', priceTo: '9999', state: 'current' };
      const body = { filter, action: 'edit', inPlace: true, price: { set: price } };
      const path = `/rate-tables/${largeId}/mass-edits`;
      await sendAndWait(server, { method: 'POST', path, body });
      const committedMs = performance.now();
      // It was edited before, so the filter has it.
      const call = server.calls[0]!;
      let isPriced = false;
      const priced = untilPriced(server, { call, table: 'Large', price }, committedMs).finally(
        () => {
          isPriced = true;
        },
      );
      // It is awaited below; until then a failure ends the loop.
      priced.catch(() => undefined);
      for (let count = 0; !isPriced; count += 1) {
        const other = server.otherCalls[count % (server.otherCalls.length - 1)]!;
        const otherPrice = String(round * 1000 + count + 1);
        await edit(server, historyId, [other.rateId], otherPrice);
        const expected = { call: other, table: 'History', price: otherPrice };
        meanwhile.push(await untilPriced(server, expected, performance.now()));
      }
      seconds.push((await priced) / 1000);
    }
  });
  return {
    wholeTableSeconds: percentile(seconds, 1),
    meanwhileMillisecondsP50: percentile(meanwhile, 0.5),
    meanwhileMillisecondsMax: percentile(meanwhile, 1),
    readersMillisecondsP99: Math.max(...readers.map(({ millisecondsP99 }) => millisecondsP99)),
    readersMillisecondsMax: Math.max(...readers.map(({ millisecondsMax }) => millisecondsMax)),
    answersChecked: readers.reduce((sum, { answers }) => sum + answers, 0),
  };
}
