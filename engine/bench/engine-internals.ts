/**
 * Parts of the engine that the package does not offer: benchmarks measure them alone. They are
 * loaded from where the rest of the engine comes from, the build for a built benchmark and the
 * sources for a test, so that there is one copy of each module.
 */

import type * as FieldBytesModule from '../src/batch/field-bytes.js';
import type * as PreparedEventModule from '../src/event/prepared-event.js';
import type * as CodeIndexModule from '../src/lookup/code-index.js';
import type * as EventPricerModule from '../src/pricing/event-pricer.js';
import type * as LookaheadModule from '../src/pricing/lookahead.js';
import type * as PartiesModule from '../src/pricing/parties.js';

const isBuilt = !import.meta.url.endsWith('.ts');

function load(name: string): Promise<unknown> {
  const path = isBuilt ? `../dist/${name}.js` : `../src/${name}.ts`;
  return import(new URL(path, import.meta.url).href);
}

export const { EventPricer } = (await load('pricing/event-pricer')) as typeof EventPricerModule;
export const { Lookahead } = (await load('pricing/lookahead')) as typeof LookaheadModule;
export const { findParties } = (await load('pricing/parties')) as typeof PartiesModule;
export const { readNumber } = (await load('batch/field-bytes')) as typeof FieldBytesModule;
export const { CodeIndex } = (await load('lookup/code-index')) as typeof CodeIndexModule;
export const { PreparedEvent } = (await load('event/prepared-event')) as typeof PreparedEventModule;
