/** The route of backups. Restore has none: it needs an empty database, and so no server. */

import { fileRoute, type Route } from '../../platform/http/route.js';
import { CONTENT_TYPE } from './backup-format.js';
import * as backups from './service.js';

export const backupRoutes: readonly Route[] = [
  fileRoute({
    path: '/backup',
    operationId: 'takeBackup',
    tag: 'Backup',
    summary: 'Take a backup',
    description:
      'One state of the whole system as one file, taken while others work. `ratedeck backup ' +
      'restore` reads it. It holds what is secret too: keep it like the database.',
    access: { permission: 'manage-system', operatorOnly: true },
    contentType: CONTENT_TYPE,
    handle: async (call, _, { database }) => backups.takeBackup(call, database),
  }),
];
