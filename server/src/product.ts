/** The server put together from its features. Order of routes is that of the documentation. */

import { apiSchemas } from './api-schemas.js';
import { accountRoutes } from './catalogue/accounts/routes.js';
import { categoryRoutes } from './catalogue/categories/routes.js';
import { codeDeckRoutes } from './catalogue/code-decks/routes.js';
import { loadShippedCodeDeck } from './catalogue/code-decks/service.js';
import { exchangeRateRoutes } from './catalogue/exchange-rates/routes.js';
import { timeProfileRoutes } from './catalogue/time-profiles/routes.js';
import { trunkRoutes } from './catalogue/trunks/routes.js';
import { importRoutes } from './intake/imports/routes.js';
import { stageInThreads } from './intake/staging/service.js';
import type { FirstStart } from './platform/http/first-start.js';
import { version } from './platform/version.js';
import { auditRoutes } from './system/audit/routes.js';
import { backupRoutes } from './system/backup/routes.js';
import { bookRoutes } from './system/book/routes.js';
import { jobRoutes } from './system/jobs/routes.js';
import { loadSampleCompany } from './system/sample-company/service.js';
import type { Product } from './system/serving/product.js';
import { registerPages } from './system/users/pages.js';
import { userRoutes } from './system/users/routes.js';
import { createAuthenticator, ensureFirstAdmin } from './system/users/service.js';
import { assignmentRoutes } from './tariffs/assignments/routes.js';
import { changeSetRoutes } from './tariffs/change-sets/routes.js';
import { loadRoutes } from './tariffs/loads/routes.js';
import { loadJob } from './tariffs/loads/service.js';
import { massEditRoutes } from './tariffs/mass-edits/routes.js';
import { massEditJob } from './tariffs/mass-edits/service.js';
import { rateTableRoutes } from './tariffs/rate-tables/routes.js';
import { rateRoutes } from './tariffs/rates/routes.js';
import { ratingPlanRoutes } from './tariffs/rating-plans/routes.js';
import { timeProfileChanged } from './tariffs/rating-plans/service.js';
import { specialRateRoutes } from './tariffs/special-rates/routes.js';
import { codeDeckChanged } from './tariffs/special-rates/service.js';
import { authorizationRoutes } from './usage/authorizations/routes.js';
import { serveBy, startLivePricing } from './usage/live-pricing/service.js';
import { ratingRoutes } from './usage/rating/routes.js';
import { simulationRoutes } from './usage/simulations/routes.js';

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
  schemas: apiSchemas,
  routes: [
    ...accountRoutes,
    ...trunkRoutes,
    ...codeDeckRoutes(codeDeckChanged),
    ...timeProfileRoutes(timeProfileChanged),
    ...categoryRoutes,
    ...exchangeRateRoutes,
    ...rateTableRoutes,
    ...rateRoutes(codeDeckChanged),
    ...specialRateRoutes,
    ...massEditRoutes,
    ...loadRoutes,
    ...changeSetRoutes,
    ...importRoutes,
    ...ratingPlanRoutes,
    ...assignmentRoutes,
    ...ratingRoutes,
    ...simulationRoutes,
    ...authorizationRoutes,
    ...bookRoutes,
    ...backupRoutes,
    ...jobRoutes,
    ...userRoutes,
    ...auditRoutes,
  ],
  pages: registerPages,
  jobs: [massEditJob, loadJob],
  authenticator: createAuthenticator,
  work: ({ database, config, onTrouble }) => {
    stageInThreads(database, config);
    return serveBy(database, startLivePricing(config, { onTrouble }));
  },
  prepare,
};
