/** Who calls, in the shape that services take, of a request whose caller was identified. */

import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { ReadCall } from '../access/call.js';
import type { Principal } from '../access/principal.js';
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

/** A proxy in front can claim anything; the database takes addresses only, without their zone. */
function addressOf(request: FastifyRequest): string | null {
  const address = request.ip.split('%')[0]!;
  return isIP(address) === 0 ? null : address;
}

export function callerOf(
  request: FastifyRequest,
  { now }: Pick<RouteServices, 'now'>,
): Omit<ReadCall, 'db'> {
  return {
    principal: request.principal ?? anybody,
    now: now().toISOString(),
    requestId: request.id,
    ip: addressOf(request),
  };
}
