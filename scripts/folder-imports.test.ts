import { describe, expect, it } from 'vitest';
import {
  drawImports,
  folderImports,
  folderOf,
  gatherImports,
  onCircles,
  shortestArrows,
} from './folder-imports.js';

const module = (source: string, ...resolved: string[]) => ({
  source,
  dependencies: resolved.map((path) => ({ resolved: path })),
});

const sample = folderImports([
  module('server/src/tariffs/rates/store.ts', 'server/src/platform/db/page.ts', 'node_modules/pg'),
  module('server/src/tariffs/rates/service.ts', 'server/src/catalogue/names/service.ts'),
  module('server/src/catalogue/names/service.ts', 'server/src/platform/db/page.ts'),
  module('server/src/platform/db/embedded/start.ts', 'server/src/platform/db/page.ts'),
  module('server/src/main.ts', 'server/src/tariffs/rates/service.ts'),
]);

describe('folders', () => {
  it('are rooms of a library and features of the server', () => {
    expect(folderOf('engine/src/lookup/prefix-index.ts')).toBe('engine/src/lookup');
    expect(folderOf('decks/src/read/csv/read-csv.ts')).toBe('decks/src/read');
    expect(folderOf('server/src/tariffs/rates/store.ts')).toBe('server/src/tariffs/rates');
    expect(folderOf('engine/src/index.ts')).toBe(null);
    expect(folderOf('server/src/main.ts')).toBe(null);
    expect(folderOf('node_modules/pg/lib/index.js')).toBe(null);
  });

  it('import what their files import, themselves left out', () => {
    expect(Object.fromEntries(sample)).toEqual({
      'server/src/tariffs/rates': new Set(['server/src/platform/db', 'server/src/catalogue/names']),
      'server/src/catalogue/names': new Set(['server/src/platform/db']),
      'server/src/platform/db': new Set(),
    });
  });

  it('are drawn without the arrows that a longer way explains', () => {
    expect(shortestArrows(sample)).toEqual([
      ['server/src/catalogue/names', 'server/src/platform/db'],
      ['server/src/tariffs/rates', 'server/src/catalogue/names'],
    ]);
    const groups = gatherImports(sample, (folder) => folder.split('/')[2] ?? null);
    expect(drawImports(groups)).toBe(
      '```mermaid\nflowchart TD\n  catalogue --> platform\n  tariffs --> catalogue\n```',
    );
    const loose = folderImports([module('engine/src/values/money.ts')]);
    expect(drawImports(loose)).toBe('```mermaid\nflowchart TD\n  engine/src/values\n```');
  });

  it('on a circle are named', () => {
    const round = folderImports([
      module('engine/src/a/x.ts', 'engine/src/b/x.ts'),
      module('engine/src/b/x.ts', 'engine/src/c/x.ts'),
      module('engine/src/c/x.ts', 'engine/src/b/y.ts'),
    ]);
    expect(onCircles(round)).toEqual(['engine/src/b', 'engine/src/c']);
    expect(onCircles(sample)).toEqual([]);
  });
});
