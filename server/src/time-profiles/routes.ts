/** The routes of time profiles. */

import type { Route } from '../http/route.js';

export const timeProfileRoutes: readonly Route[] = [];
