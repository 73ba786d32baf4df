/** What others ask of users: who calls, for every request, and the first administrator. */

export { createAuthenticator } from './authenticator.js';
export { createRecoveryLink, ensureFirstAdmin } from './first-admin.js';
export { withTemporaryKey } from './temporary-key.js';
