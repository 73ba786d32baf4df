/**
 * `/metrics` for Prometheus: requests by route and status, their times, and the process.
 * Only with a key of the operator's, wherever it is asked from: the figures tell how busy a business
 * is, and behind a proxy everybody seems to come from this machine.
 */

import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { HealthServices } from './health.js';
import { type Identifying, identify } from './identify.js';

const ACCESS = { permission: 'read', operatorOnly: true } as const;
const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

export function registerMetrics(
  app: FastifyInstance,
  services: HealthServices & Identifying,
): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const { name, help, value } of services.background?.gauges ?? []) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  }
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'ratedeck_http_requests_total',
    help: 'HTTP requests answered.',
    labelNames,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'ratedeck_http_request_duration_seconds',
    help: 'Time from the request to its answer.',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unknown';
    requests.inc({ method, route, status: reply.statusCode });
    seconds.observe({ method, route }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', {
    schema: { hide: true },
    config: { requestLimit: 'none' },
    preParsing: async (request) => {
      await identify(request, services, ACCESS);
    },
    handler: async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  });
}
