/** The routes of change sets. */

import type { Route } from '../http/route.js';

export const changeSetRoutes: readonly Route[] = [];
