/** The routes of mass edits. */

import type { Route } from '../http/route.js';

export const massEditRoutes: readonly Route[] = [];
