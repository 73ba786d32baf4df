/** The route of authorizations. */

import { type Route, readRoute } from '../../platform/http/route.js';
import { pricingOf } from '../live-pricing/service.js';
import { Authorization, AuthorizationRequest } from './schema.js';
import { authorize } from './service.js';

export const authorizationRoutes: readonly Route[] = [
  readRoute({
    method: 'POST',
    path: '/authorizations',
    operationId: 'authorizeCall',
    tag: 'Prices',
    summary: 'Say whether a call may start, and for how long',
    description:
      'Allowed is a call for which the account, and each customer above it that has a price list, has ' +
      'a rate, when none of them is blocked and the balance pays for a second. Who calls is said by ' +
      'account, by trunk, or by the address that a switch sees. Refusals are reasons, not problems.',
    access: 'read',
    body: AuthorizationRequest,
    isFrequent: true,
    answer: Authorization,
    handle: async (call, { body }, { database }) => authorize(call, pricingOf(database), body),
  }),
];
