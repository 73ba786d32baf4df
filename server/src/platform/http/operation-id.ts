/**
 * What a generated client calls a route: `listRateTables`, `getRateTable`, `stashRate`. Made of method
 * and path, where a route does not say one itself.
 */

import type { Route } from './route.js';

const VERBS: Readonly<Record<Route['method'], string>> = {
  GET: 'get',
  POST: 'post',
  PATCH: 'edit',
  PUT: 'put',
  DELETE: 'delete',
};

const pascal = (segment: string): string =>
  segment.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const singular = (segment: string): string => segment.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');

const isParameter = (segment: string | undefined): boolean => segment?.startsWith(':') ?? false;

function isList(route: Route): boolean {
  if (route.kind !== 'read') return false;
  const { properties = {} } = route.answer as { readonly properties?: object };
  return 'items' in properties;
}

/** One of a collection is named by what follows its name: `/rates/:id` is a rate. */
function nounsOf(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  return segments.flatMap((segment, index) => {
    if (isParameter(segment)) return [];
    return [pascal(isParameter(segments[index + 1]) ? singular(segment) : segment)];
  });
}

export function operationIdOf(route: Route): string {
  if (route.operationId !== undefined) return route.operationId;
  const nouns = nounsOf(route.path);
  if (route.method === 'GET') return `${isList(route) ? 'list' : 'get'}${nouns.join('')}`;
  if (route.method !== 'POST') return `${VERBS[route.method]}${nouns.join('')}`;
  const last = nouns.at(-1)!;
  const rest = nouns.slice(0, -1).join('');
  if (route.kind === 'create') return `create${rest}${singular(last)}`;
  // `/rates/:id/stash`: the last one is what is done.
  return rest === '' ? `post${last}` : `${last[0]!.toLowerCase()}${last.slice(1)}${rest}`;
}
