/** The routes of categories. */

import type { Route } from '../http/route.js';

export const categoryRoutes: readonly Route[] = [];
