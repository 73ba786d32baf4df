/**
 * Parts of the engine that the package does not offer: benchmarks measure them alone. They are
 * loaded from where the rest of the engine comes from, the build for a built benchmark and the
 * sources for a test, so that there is one copy of each module.
 */

import type * as FieldBytesModule from '../src/batch/field-bytes.js';
import type * as CodeIndexModule from '../src/code-index.js';
import type * as EventPricerModule from '../src/event-pricer.js';
import type * as LookaheadModule from '../src/lookahead.js';
import type * as PartiesModule from '../src/parties.js';
import type * as PreparedEventModule from '../src/prepared-event.js';

const isBuilt = !import.meta.url.endsWith('.ts');

function load(name: string): Promise<unknown> {
  const path = isBuilt ? `../dist/${name}.js` : `../src/${name}.ts`;
  return import(new URL(path, import.meta.url).href);
}

export const { EventPricer } = (await load('event-pricer')) as typeof EventPricerModule;
export const { Lookahead } = (await load('lookahead')) as typeof LookaheadModule;
export const { findParties } = (await load('parties')) as typeof PartiesModule;
export const { readNumber } = (await load('batch/field-bytes')) as typeof FieldBytesModule;
export const { CodeIndex } = (await load('code-index')) as typeof CodeIndexModule;
export const { PreparedEvent } = (await load('prepared-event')) as typeof PreparedEventModule;
