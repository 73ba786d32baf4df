/**
 * `http`: what a switch asks, over loopback, of the server as a process with millions of rates: may this
 * call start, and what did it cost. 64 connections as fast as they go; a thousand requests a second, by
 * the clock; and the same while rates are edited. Every answer has to hold the price that plain SQL
 * finds. Beside it, in the same run, fastify alone with an answer of the same bytes.
 */

import { fileURLToPath } from 'node:url';
import {
  type BenchReport,
  describeLoad,
  describeMachine,
  type Metrics,
  roundMetrics,
} from '../../engine/dist-bench/report.js';
import type { BenchOptions } from './lists.js';
import type { Load, LoadMeasured, LoadQuestion } from './load-thread.js';
import {
  CUSTOMER,
  load,
  type PricedCall,
  type PricedServer,
  send,
  withPricedServer,
} from './priced-server.js';
import { startProgram } from './program.js';

const CONNECTIONS = 64;
const STEADY_PER_SECOND = 1000;
const EDITS_PER_SECOND = 5;
const WARM_UP_SECONDS = 2;
const bareServer = fileURLToPath(new URL('./bare-server.js', import.meta.url));

type Ask = (call: PricedCall) => LoadQuestion;

const amountOf = ({ price }: PricedCall): string => `"amount":"${price}"`;

const authorization: Ask = (call) => ({
  path: '/api/v1/authorizations',
  body: JSON.stringify({ account: CUSTOMER, to: call.to, balance: '10' }),
  expected: ['"allowed":true,', amountOf(call)],
});

const priced: Ask = (call) => ({
  path: '/api/v1/rate',
  body: JSON.stringify({
    event: { account: CUSTOMER, to: call.to, at: new Date().toISOString(), volume: 60 },
  }),
  expected: [amountOf(call)],
});

export async function benchHttp({ rateCount, repetitions }: BenchOptions): Promise<BenchReport> {
  const note = describeLoad();
  return withPricedServer(rateCount, async (server) => {
    const authorizations = await measure(server, authorization, repetitions);
    const rate = await measure(server, priced, repetitions);
    const { body } = authorization(server.calls[0]!);
    const bytes = Buffer.byteLength(
      JSON.stringify(
        await send(server, { method: 'POST', path: '/authorizations', body: JSON.parse(body) }),
      ),
    );
    const peer = await measureBare(server, bytes, repetitions);
    return {
      bench: 'http',
      metrics: roundMetrics({ ...authorizations, ...prefixed('rate', rate) }),
      peers: { fastifyAlone: roundMetrics(peer) },
      machine: describeMachine(),
      notes: [note, `${CONNECTIONS} connections, ${bytes} bytes an answer of authorizations.`],
    };
  });
}

const prefixed = (prefix: string, metrics: Metrics): Metrics =>
  Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => {
      return [`${prefix}${name[0]!.toUpperCase()}${name.slice(1)}`, value];
    }),
  );

async function measure(server: PricedServer, ask: Ask, seconds: number): Promise<Metrics> {
  const questions = server.calls.map(ask);
  const common = { port: server.program.port, key: server.key, questions };
  const ready = { ...common, connections: CONNECTIONS, seconds, perSecond: null };
  await load({ ...ready, seconds: WARM_UP_SECONDS });
  const fast = await load(ready);
  const steady = await load({ ...ready, perSecond: STEADY_PER_SECOND });
  const edited = await whileEdited(server, ready, null);
  const steadyEdited = await whileEdited(server, ready, STEADY_PER_SECOND);
  const all = [fast, steady, edited, steadyEdited];
  return {
    requestsPerSecond: fast.perSecond,
    millisecondsP50: fast.millisecondsP50,
    millisecondsP99: fast.millisecondsP99,
    steadyMillisecondsP50: steady.millisecondsP50,
    steadyMillisecondsP99: steady.millisecondsP99,
    steadyMillisecondsMax: steady.millisecondsMax,
    editedRequestsPerSecond: edited.perSecond,
    editedMillisecondsP99: edited.millisecondsP99,
    editedSteadyMillisecondsP99: steadyEdited.millisecondsP99,
    editedSteadyMillisecondsMax: steadyEdited.millisecondsMax,
    answersChecked: all.reduce((sum, { answers }) => sum + answers, 0),
  };
}

/** Of rates that nobody asks for, so that answers stay what they are. */
async function whileEdited(
  server: PricedServer,
  options: Load,
  perSecond: number | null,
): Promise<LoadMeasured> {
  let count = 0;
  let work: Promise<unknown> = Promise.resolve();
  const edit = async (): Promise<void> => {
    count += 1;
    const { rateId } = server.otherCalls[count % server.otherCalls.length]!;
    const body = { rateIds: [rateId], action: 'edit', inPlace: true, price: { set: `${count}` } };
    const path = `/rate-tables/${server.stored.historyId}/mass-edits`;
    await send(server, { method: 'POST', path, body });
  };
  const timer = setInterval(() => {
    work = work.then(edit);
    work.catch(() => clearInterval(timer));
  }, 1000 / EDITS_PER_SECOND);
  const measured = await load({ ...options, perSecond }).finally(() => clearInterval(timer));
  await work;
  if (count === 0) throw new Error('nothing was edited meanwhile');
  return measured;
}

async function measureBare(server: PricedServer, bytes: number, seconds: number): Promise<Metrics> {
  const start = JSON.stringify({ bare: true, rest: '' });
  const answer = JSON.stringify({ bare: true, rest: 'x'.repeat(bytes - start.length) });
  const bare = await startProgram(bareServer, [answer]);
  try {
    const questions = server.calls.map((call) => ({
      ...authorization(call),
      expected: ['{"bare":true,'],
    }));
    const ready = {
      ...{ port: bare.port, key: server.key, questions },
      ...{ connections: CONNECTIONS, seconds, perSecond: null },
    };
    await load({ ...ready, seconds: WARM_UP_SECONDS });
    const fast = await load(ready);
    const steady = await load({ ...ready, perSecond: STEADY_PER_SECOND });
    return {
      requestsPerSecond: fast.perSecond,
      millisecondsP99: fast.millisecondsP99,
      steadyMillisecondsP99: steady.millisecondsP99,
    };
  } finally {
    await bare.stop();
  }
}
