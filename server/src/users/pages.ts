/** The plain pages: what this is, and how to sign in. */

import type { FastifyInstance } from 'fastify';
import type { Database } from '../db/database.js';

export function registerPages(_app: FastifyInstance, _database: Database, _now: () => Date): void {}
