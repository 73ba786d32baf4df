/** The routes of the configuration as one book. */

import type { Route } from '../http/route.js';

export const bookRoutes: readonly Route[] = [];
