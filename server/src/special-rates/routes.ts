/** The routes of special rates. */

import type { Route } from '../http/route.js';

export const specialRateRoutes: readonly Route[] = [];
