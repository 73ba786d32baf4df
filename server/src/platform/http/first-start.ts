/** What is given to the work that a new database still needs, when the server already answers. */

import type { Database } from '../db/database.js';

export interface FirstStart {
  readonly database: Database;
  readonly now: () => Date;
  /** Where browsers reach the server: `http://127.0.0.1:8080`. */
  readonly address: string;
  readonly loadSample: boolean;
  /** For the person at the terminal. */
  readonly say: (line: string) => void;
}
