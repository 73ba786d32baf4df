/** The routes of rate tables. */

import type { Route } from '../http/route.js';

export const rateTableRoutes: readonly Route[] = [];
