/** `/healthz`: the process answers. `/readyz`: it can work, database included. */

import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem.js';
import { requireAnswer } from './health-store.js';
import type { RouteServices } from './route-services.js';

export function registerHealth(app: FastifyInstance, { database }: RouteServices): void {
  app.get('/healthz', { schema: { hide: true }, logLevel: 'warn' }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true }, logLevel: 'warn' }, async () => {
    try {
      await requireAnswer(database.reserved);
    } catch {
      throw new Problem('unavailable');
    }
    return { status: 'ready' };
  });
}
