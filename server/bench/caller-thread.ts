/** Asks one address over many connections at once for some time; every answer has to be 200. */

import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

export interface Asking {
  readonly port: number;
  readonly key: string;
  readonly path: string;
  readonly connections: number;
  readonly milliseconds: number;
}

export interface Measured {
  readonly perSecond: number;
  readonly millisecondsP50: number;
  readonly millisecondsP99: number;
}

const { port, key, path, connections, milliseconds } = workerData as Asking;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

function askOnce(): Promise<void> {
  const headers = { authorization: `Bearer ${key}` };
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${path}: ${answer.statusCode}`));
      answer.resume();
      answer.once('end', resolve);
    });
    request.once('error', reject);
  });
}

const samples: number[] = [];
const endsAt = performance.now() + milliseconds;

async function keepAsking(): Promise<void> {
  while (performance.now() < endsAt) {
    const began = performance.now();
    await askOnce();
    samples.push(performance.now() - began);
  }
}

const began = performance.now();
await Promise.all(Array.from({ length: connections }, keepAsking));
const seconds = (performance.now() - began) / 1000;
agent.destroy();
samples.sort((one, other) => one - other);
const at = (share: number): number => samples[Math.ceil(samples.length * share) - 1]!;
const measured: Measured = {
  perSecond: samples.length / seconds,
  millisecondsP50: at(0.5),
  millisecondsP99: at(0.99),
};
parentPort!.postMessage(measured);
