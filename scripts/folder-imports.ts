/**
 * Which folder of the product imports which, drawn for people. Folders are the rooms of engine and
 * decks (`engine/src/lookup`) and the features of the server (`server/src/tariffs/rates`); files that
 * lie beside them wire parts together and are left out.
 *
 * A drawing shows an arrow only where no longer way leads along other arrows: what is left can be
 * read, and a circle would still be a circle.
 */

export type FolderImports = ReadonlyMap<string, ReadonlySet<string>>;

export interface ModuleImports {
  readonly source: string;
  readonly dependencies: readonly { readonly resolved: string }[];
}

/** `server/src/tariffs/rates/store.ts` lies in `server/src/tariffs/rates`; null for loose files. */
export function folderOf(path: string): string | null {
  const [workspace, src, ...rest] = path.split('/');
  if (src !== 'src') return null;
  const depth = workspace === 'server' ? 2 : 1;
  return rest.length <= depth ? null : [workspace, src, ...rest.slice(0, depth)].join('/');
}

export function folderImports(modules: readonly ModuleImports[]): FolderImports {
  const imports = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const from = folderOf(source);
    if (from === null) continue;
    const targets = imports.get(from) ?? new Set();
    imports.set(from, targets);
    for (const { resolved } of dependencies) {
      const to = folderOf(resolved);
      if (to !== null && to !== from) targets.add(to);
    }
  }
  return imports;
}

/** The same among larger or fewer folders: `nameOf` says what a folder counts as, null leaves it out. */
export function gatherImports(
  imports: FolderImports,
  nameOf: (folder: string) => string | null,
): FolderImports {
  const gathered = new Map<string, Set<string>>();
  for (const [folder, targets] of imports) {
    const from = nameOf(folder);
    if (from === null) continue;
    const known = gathered.get(from) ?? new Set();
    gathered.set(from, known);
    for (const target of targets) {
      const to = nameOf(target);
      if (to !== null && to !== from) known.add(to);
    }
  }
  return gathered;
}

/** All that `folder` reaches along one or more arrows. */
function reachable(imports: FolderImports, folder: string): Set<string> {
  const found = new Set<string>();
  const open = [...(imports.get(folder) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(imports.get(next) ?? []));
  }
  return found;
}

/** Folders that lie on a circle; none in a sound house. */
export function onCircles(imports: FolderImports): string[] {
  return [...imports.keys()].filter((folder) => reachable(imports, folder).has(folder)).sort();
}

/** Arrows for which no longer way exists. Needs imports without circles. */
export function shortestArrows(imports: FolderImports): [from: string, to: string][] {
  return [...imports]
    .flatMap(([from, targets]) =>
      [...targets]
        .filter((to) => ![...targets].some((via) => via !== to && reachable(imports, via).has(to)))
        .map((to): [string, string] => [from, to]),
    )
    .sort(([a, b], [c, d]) => (a + b < c + d ? -1 : 1));
}

/** A Mermaid drawing, which code hosting sites show as a picture. */
export function drawImports(imports: FolderImports): string {
  const alone = [...imports.keys()].filter(
    (folder) =>
      imports.get(folder)?.size === 0 && ![...imports.values()].some((to) => to.has(folder)),
  );
  const arrows = shortestArrows(imports).map(([from, to]) => `  ${from} --> ${to}`);
  return [
    '```mermaid',
    'flowchart TD',
    ...arrows,
    ...alone.sort().map((f) => `  ${f}`),
    '```',
  ].join('\n');
}
