/** The routes of users. */

import type { Route } from '../http/route.js';

export const userRoutes: readonly Route[] = [];
