/** The routes of rates. */

import type { Route } from '../http/route.js';

export const rateRoutes: readonly Route[] = [];
