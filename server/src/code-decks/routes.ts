/** The routes of code decks. */

import type { Route } from '../http/route.js';

export const codeDeckRoutes: readonly Route[] = [];
