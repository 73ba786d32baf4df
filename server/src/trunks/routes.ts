/** The routes of trunks. */

import type { Route } from '../http/route.js';

export const trunkRoutes: readonly Route[] = [];
