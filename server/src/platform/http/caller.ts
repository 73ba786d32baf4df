/** Who calls, in the shape that services take, of a request whose caller was identified. */

import type { FastifyRequest } from 'fastify';
import type { ReadCall } from '../access/call.js';
import type { Principal } from '../access/principal.js';
import { callerAddress } from './caller-address.js';
import type { RouteServices } from './route-services.js';

/** Of routes that are open to all: may do nothing, sees nothing. */
const anybody: Principal = {
  kind: 'system',
  id: null,
  name: 'nobody',
  role: 'read-only',
  accountId: '0',
  isOperator: false,
};

export function callerOf(
  request: FastifyRequest,
  { now }: Pick<RouteServices, 'now'>,
): Omit<ReadCall, 'db'> {
  return {
    principal: request.known?.principal ?? anybody,
    now: now().toISOString(),
    requestId: request.id,
    ip: callerAddress(request.ip),
  };
}
