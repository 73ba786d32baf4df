/** The route that prices events without storing them. */

import { type Route, readRoute } from '../../platform/http/route.js';
import { pricingOf } from '../live-pricing/service.js';
import { EVENTS_MAX, PriceAnswer, PriceRequest } from './schema.js';
import { rateEvents } from './service.js';

const BODY_BYTES_MAX = 8 * 1024 * 1024;

export const ratingRoutes: readonly Route[] = [
  readRoute({
    method: 'POST',
    path: '/rate',
    operationId: 'priceEvents',
    tag: 'Prices',
    summary: 'Price one event or many',
    description:
      `An \`event\`, or up to ${EVENTS_MAX} \`events\`: priced as a file of them would be, by what ` +
      'is in force, and not stored. What an event says wrong is told in its own result, and hides no ' +
      'other one. Who is not the operator asks for accounts, trunks, plans and tables that it sees, ' +
      'and gets the legs of its own accounts.',
    access: 'read',
    body: PriceRequest,
    bodyBytesMax: BODY_BYTES_MAX,
    isFrequent: true,
    answer: PriceAnswer,
    handle: (call, { body }, { database }) => rateEvents(call, pricingOf(database), body),
  }),
];
