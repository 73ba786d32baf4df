/** `/healthz`: the process answers. `/readyz`: it can work, database included. */

import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem.js';
import type { Background } from './background.js';
import { requireAnswer } from './health-store.js';
import type { RouteServices } from './route-services.js';

export interface HealthServices extends RouteServices {
  readonly background?: Background;
}

export function registerHealth(
  app: FastifyInstance,
  { database, background }: HealthServices,
): void {
  const quiet = {
    schema: { hide: true },
    logLevel: 'warn',
    config: { requestLimit: 'none' },
  } as const;
  app.get('/healthz', quiet, async () => ({ status: 'ok' }));
  app.get('/readyz', quiet, async () => {
    const state = background?.state() ?? {};
    try {
      await requireAnswer(database.reserved);
    } catch {
      throw new Problem('unavailable', background?.whenAway());
    }
    const waitsFor = background?.waitsFor() ?? null;
    if (waitsFor !== null) throw new Problem('unavailable', waitsFor);
    return { status: 'ready', ...state };
  });
}
