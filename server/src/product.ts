/** The server put together from its features. Order of routes is that of the documentation. */

import { accountRoutes } from './accounts/routes.js';
import { auditRoutes } from './audit/routes.js';
import { backupRoutes } from './backup/routes.js';
import { categoryRoutes } from './categories/routes.js';
import { changeSetRoutes } from './change-sets/routes.js';
import { codeDeckRoutes } from './code-decks/routes.js';
import { loadShippedCodeDeck } from './code-decks/service.js';
import { bookRoutes } from './configuration/routes.js';
import { exchangeRateRoutes } from './exchange-rates/routes.js';
import type { FirstStart } from './http/first-start.js';
import { massEditRoutes } from './mass-edits/routes.js';
import { rateTableRoutes } from './rate-tables/routes.js';
import { rateRoutes } from './rates/routes.js';
import { loadSampleCompany } from './sample-company/service.js';
import type { Product } from './serving/product.js';
import { specialRateRoutes } from './special-rates/routes.js';
import { timeProfileRoutes } from './time-profiles/routes.js';
import { trunkRoutes } from './trunks/routes.js';
import { registerPages } from './users/pages.js';
import { userRoutes } from './users/routes.js';
import { createAuthenticator, ensureFirstAdmin } from './users/service.js';
import { version } from './version.js';

async function prepare(start: FirstStart): Promise<void> {
  const { database, now, address, say, loadSample } = start;
  await loadShippedCodeDeck(database);
  if (loadSample) await loadSampleCompany(start);
  await ensureFirstAdmin(database, now, (path, expiresAt) => {
    say('The administrator (login: admin) chooses a password here, once:');
    say(`  ${address}${path}`);
    say(`  The link is shown only now and holds until ${expiresAt}.`);
  });
}

export const product: Product = {
  version,
  routes: [
    ...accountRoutes,
    ...trunkRoutes,
    ...codeDeckRoutes,
    ...timeProfileRoutes,
    ...categoryRoutes,
    ...exchangeRateRoutes,
    ...rateTableRoutes,
    ...rateRoutes,
    ...specialRateRoutes,
    ...massEditRoutes,
    ...changeSetRoutes,
    ...bookRoutes,
    ...backupRoutes,
    ...userRoutes,
    ...auditRoutes,
  ],
  pages: registerPages,
  authenticator: createAuthenticator,
  prepare,
};
