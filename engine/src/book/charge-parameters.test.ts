/** Everything in the engine that lists the parameters of a charge knows all of them. */

import { describe, expect, it } from 'vitest';
import { ParameterSets, resolveTerms } from '../compiled/terms.js';
import type { ChargeParameters } from './book.js';
import { CHARGE_PARAMETERS, type ChargeParameterName } from './charge-parameters.js';
import { effectiveCharge, isSameCharge, isSameParameter } from './effective-charge.js';
import { bookJsonSchema } from './json-schema.js';
import { readBook } from './read-book.js';
import { writeBook } from './write-book.js';

/** A value of each parameter that is not its default. */
const SOME: Required<ChargeParameters> = {
  price: '0.5',
  firstPrice: '0.7',
  firstInterval: 30,
  nextInterval: 6,
  freeVolume: 5,
  setupFee: '0.05',
  setupFeeMode: 'minimum',
  graceVolume: 3,
  graceMode: 'exclusive',
  surcharge: '0.1',
  tiers: [{ from: 60, price: '0.4', interval: 30 }],
  maxCharge: '9',
};

const base = { price: '0.1' };
const withOne = (name: ChargeParameterName): ChargeParameters => ({ ...base, [name]: SOME[name] });
const names = CHARGE_PARAMETERS.map(({ name }) => name);

describe('each parameter of a charge', () => {
  it('is listed once, in the order in which rates are written', () => {
    expect(names).toEqual(Object.keys(SOME));
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(names)('%s is in the schema, read, and written', (name) => {
    const schema = bookJsonSchema() as unknown as {
      readonly $defs: Record<string, { readonly properties: Record<string, unknown> }>;
    };
    expect(schema.$defs['Rate']!.properties).toHaveProperty(name);
    expect(schema.$defs['ChargeParameters']!.properties).toHaveProperty(name);
    const defaults = { [name]: SOME[name] };
    const rates = [{ code: '1', ...withOne(name) }];
    const book = { book: 1, rateTables: [{ name: 'T', defaults, rates }] } as const;
    const read = readBook(book);
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect(JSON.parse(writeBook(read.book))).toEqual(book);
  });

  it.each(names)('%s makes another set of parameters and other terms', (name) => {
    const sets = new ParameterSets();
    expect(sets.number(withOne(name))).not.toBe(
      sets.number({ ...withOne(name), [name]: undefined }),
    );
    const terms = resolveTerms(withOne(name), {}, 'voice');
    expect(terms).not.toEqual(
      resolveTerms(name === 'price' ? { price: '0.9' } : base, {}, 'voice'),
    );
    expect(resolveTerms({}, withOne(name), 'voice')).toEqual(terms);
  });

  it.each(names)('%s holds as the rate says, else its table, else the rules', (name) => {
    const ruled = effectiveCharge(base, {});
    expect(effectiveCharge(withOne(name), {})[name]).toEqual(SOME[name]);
    expect(effectiveCharge({}, withOne(name))[name]).toEqual(SOME[name]);
    expect(effectiveCharge({ ...base, [name]: null }, { [name]: SOME[name] })[name]).toEqual(
      SOME[name],
    );
    if (name !== 'price') expect(ruled[name]).not.toEqual(SOME[name]);
  });

  it.each(names)('%s counts where charges are compared', (name) => {
    expect(isSameCharge(withOne(name), withOne(name))).toBe(true);
    const without = name === 'price' ? {} : base;
    expect(isSameCharge(withOne(name), without)).toBe(false);
    expect(isSameParameter(name, null, undefined)).toBe(true);
    expect(isSameParameter(name, SOME[name], null)).toBe(false);
  });
});

describe('values of parameters', () => {
  it('are the same by value, not by how they are written', () => {
    expect(isSameParameter('surcharge', '0.10', '0.1')).toBe(true);
    expect(isSameParameter('maxCharge', '9', '9.01')).toBe(false);
    const tier = { from: 60, price: '0.4' };
    expect(isSameParameter('tiers', [tier], [{ ...tier, price: '0.400' }])).toBe(true);
    expect(isSameParameter('tiers', [tier], [{ ...tier, interval: 30 }])).toBe(false);
    expect(isSameParameter('tiers', [tier], [tier, tier])).toBe(false);
  });

  it('follow one another where they are left out', () => {
    expect(effectiveCharge({ price: '0.1', nextInterval: 6 }, {})).toEqual({
      price: '0.1',
      firstPrice: '0.1',
      firstInterval: 6,
      nextInterval: 6,
      freeVolume: 0,
      setupFee: '0',
      setupFeeMode: 'add',
      graceVolume: 0,
      graceMode: 'inclusive',
      surcharge: '0',
      tiers: null,
      maxCharge: null,
    });
    expect(effectiveCharge({}, {})).toMatchObject({ price: null, firstPrice: null });
  });
});
