/** The routes of exchange rates. */

import type { Route } from '../http/route.js';

export const exchangeRateRoutes: readonly Route[] = [];
