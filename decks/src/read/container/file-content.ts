/** What the reader of a format finds in a file. */

import type { RawFile } from '../../deck/deck.js';

/** Name and container are known to who asked. */
export type FileContent = Omit<RawFile, 'name' | 'container'>;
