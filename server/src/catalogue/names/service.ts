/** Names of destinations, for the features whose records carry them. */

export { nameIds } from './store.js';
