/** What other features may ask of books: read one, compile it, make sure that it has a name. */

export { requireName } from './book-names.js';
export { compileBookFile, compileInThread } from './compile-book-file.js';
export type { PriceSource } from './price-source.js';
export { readBookFile } from './read-book-file.js';
export {
  joinTimeProfiles,
  missingTimeProfiles,
  readTimeProfiles,
} from './time-profiles.js';
