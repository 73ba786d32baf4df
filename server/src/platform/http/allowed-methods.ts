/** Which methods an address has: a known address asked by a wrong one is 405, not 404. */

import type { FastifyInstance } from 'fastify';

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  const isSame = (step: string, index: number): boolean =>
    step === path[index] || (step.startsWith(':') && (path[index] ?? '') !== '');
  if (pattern.at(-1) === '*') {
    return path.length >= pattern.length && pattern.slice(0, -1).every(isSame);
  }
  return pattern.length === path.length && pattern.every(isSame);
}

/** To be called before routes are registered; answers for those that are by then. */
export function watchMethods(app: FastifyInstance): (url: string) => string[] {
  const routes: { readonly steps: readonly string[]; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ steps: url.split('/'), methods: [method].flat() });
  });
  return (url) => {
    const path = url.split('?')[0]!.split('/');
    const found = routes.filter(({ steps }) => matches(steps, path));
    return [...new Set(found.flatMap(({ methods }) => methods))].sort();
  };
}
