/**
 * Asks one address the same questions over and over, over connections that stay open: bytes made before
 * go out, and of what comes back only what has to be known is looked at, so that asking costs less than
 * answering. Each answer has to be 200 and to hold what its question expects.
 *
 * Without a rate each connection asks again when it was answered. With one, questions have an instant at
 * which they are due, whoever is late; times count from there, so a pause is felt by all that it delayed.
 */

import { connect, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

export interface LoadQuestion {
  readonly path: string;
  readonly body: string;
  /** Texts that all stand in the answer. */
  readonly expected: readonly string[];
}

export interface Load {
  readonly port: number;
  readonly key: string;
  readonly questions: readonly LoadQuestion[];
  readonly connections: number;
  readonly seconds: number;
  /** Null: as many as the connections get. */
  readonly perSecond: number | null;
}

export interface LoadMeasured {
  readonly perSecond: number;
  readonly millisecondsP50: number;
  readonly millisecondsP99: number;
  readonly millisecondsMax: number;
  readonly answers: number;
  /** Of a typical answer, with its head. */
  readonly answerBytes: number;
}

const { port, key, questions, connections, seconds, perSecond } = workerData as Load;
const HEAD_END = Buffer.from('\r\n\r\n');
const OK = Buffer.from('HTTP/1.1 200 ');

const asked = questions.map(({ path, body, expected }) => ({
  bytes: Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  ),
  expected: expected.map((text) => Buffer.from(text)),
}));

const samples: number[] = [];
let next = 0;
let answerBytes = 0;
let fail: (error: Error) => void;
const failed = new Promise<never>((_, reject) => {
  fail = reject;
});

class Connection {
  readonly #socket: Socket;
  readonly #onFree: (connection: Connection) => void;
  #received: Buffer = Buffer.alloc(0);
  #expected: readonly Buffer[] = [];
  #dueMs = 0;

  constructor(socket: Socket, onFree: (connection: Connection) => void) {
    this.#socket = socket;
    this.#onFree = onFree;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('a connection was closed')));
  }

  ask(dueMs: number): void {
    const question = asked[next]!;
    next = (next + 1) % asked.length;
    this.#dueMs = dueMs;
    this.#expected = question.expected;
    this.#socket.write(question.bytes);
  }

  end(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const all = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    this.#received = all;
    const headEnd = all.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const length = /content-length: ([0-9]+)/i.exec(all.toString('latin1', 0, headEnd))?.[1];
    const end = headEnd + HEAD_END.length + Number(length);
    if (all.length < end) return;
    const isRight = this.#expected.every((text) => all.indexOf(text, headEnd) > 0);
    if (all.indexOf(OK) !== 0 || !isRight) {
      fail(new Error(`not ${this.#expected.join(' and ')}: ${all.toString()}`));
      return;
    }
    this.#received = Buffer.alloc(0);
    answerBytes = end;
    samples.push(performance.now() - this.#dueMs);
    this.#onFree(this);
  }
}

function open(onFree: (connection: Connection) => void): Promise<Connection> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket, onFree)));
    socket.once('error', fail);
  });
}

function openAll(onFree: (connection: Connection) => void): Promise<Connection[]> {
  return Promise.all(Array.from({ length: connections }, () => open(onFree)));
}

async function askOnAndOn(): Promise<Connection[]> {
  let endsMs = Number.POSITIVE_INFINITY;
  let busy = connections;
  let finish: () => void;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const all = await openAll((connection) => {
    const nowMs = performance.now();
    if (nowMs < endsMs) connection.ask(nowMs);
    else {
      busy -= 1;
      if (busy === 0) finish();
    }
  });
  endsMs = performance.now() + seconds * 1000;
  for (const connection of all) connection.ask(performance.now());
  await finished;
  return all;
}

async function askAt(rate: number): Promise<Connection[]> {
  const free: Connection[] = [];
  const count = Math.round(rate * seconds);
  let sent = 0;
  let answered = 0;
  let beganMs = Number.POSITIVE_INFINITY;
  let finish: () => void;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const dueMsOf = (index: number): number => beganMs + (index * 1000) / rate;
  const askDue = (): void => {
    const nowMs = performance.now();
    while (sent < count && free.length > 0 && dueMsOf(sent) <= nowMs) {
      free.pop()!.ask(dueMsOf(sent));
      sent += 1;
    }
  };
  const all = await openAll((connection) => {
    free.push(connection);
    answered += 1;
    if (answered === count) finish();
    askDue();
  });
  free.push(...all);
  beganMs = performance.now();
  const timer = setInterval(askDue, 1);
  await finished;
  clearInterval(timer);
  return all;
}

const began = performance.now();
const all = await Promise.race([perSecond === null ? askOnAndOn() : askAt(perSecond), failed]);
const elapsed = (performance.now() - began) / 1000;
for (const connection of all) connection.end();
samples.sort((one, other) => one - other);
const at = (share: number): number => samples[Math.ceil(samples.length * share) - 1]!;
const measured: LoadMeasured = {
  perSecond: samples.length / elapsed,
  millisecondsP50: at(0.5),
  millisecondsP99: at(0.99),
  millisecondsMax: at(1),
  answers: samples.length,
  answerBytes,
};
parentPort!.postMessage(measured);
