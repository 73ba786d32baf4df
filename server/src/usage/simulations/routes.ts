/** The route of simulations. */

import { type Route, readRoute } from '../../platform/http/route.js';
import { pricingOf } from '../live-pricing/service.js';
import { Simulation, SimulationRequest } from './schema.js';
import { simulate } from './service.js';

export const simulationRoutes: readonly Route[] = [
  readRoute({
    method: 'POST',
    path: '/simulations',
    operationId: 'simulateCall',
    tag: 'Prices',
    summary: 'Say what a call would cost',
    description:
      'Against rating plans, an account or a trunk with its chain, one carrier or all of them side ' +
      'by side; everything that is named, in this order. What has no price says why, and hides no ' +
      'other one. Volumes left out: 60 seconds, 1 message, 1 MiB. Margins are for the operator.',
    access: 'read',
    body: SimulationRequest,
    answer: Simulation,
    handle: async (call, { body }, { database }) => simulate(call, pricingOf(database), body),
  }),
];
