/** How often one address may try to sign in; a guess costs more than a read. */

const LOGIN_TRIES_A_MINUTE = 20;

/** For the `config` of a fastify route; each route counts by itself. */
export const LOGIN_LIMIT = {
  rateLimit: { max: LOGIN_TRIES_A_MINUTE, timeWindow: '1 minute' },
} as const;
