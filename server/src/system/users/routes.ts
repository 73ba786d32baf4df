import type { Route } from '../../platform/http/route.js';
import { apiKeyRoutes } from './key-routes.js';
import { signInRoutes } from './sign-in-routes.js';
import { managedUserRoutes } from './user-routes.js';

export const userRoutes: readonly Route[] = [
  ...managedUserRoutes,
  ...signInRoutes,
  ...apiKeyRoutes,
];
