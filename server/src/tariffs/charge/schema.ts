/** The parameters of a charge on the wire: of rates, of special rates, and as defaults of a table. */

import type { ChargeParameterName } from '@ratedeck/engine';
import Type, { type Static, type TSchema } from 'typebox';
import { choice, Money, nullable, Ratio, Volume } from '../../platform/http/schemas.js';

export const Tier = Type.Object({
  from: Type.Number({ ...Volume, description: 'Position inside the call from which it holds.' }),
  price: Money,
  interval: Type.Optional(nullable(Type.Number({ ...Volume, minimum: 1 }))),
});
export type Tier = Static<typeof Tier>;

const volume = (description: string, minimum = 0) =>
  nullable(Type.Number({ ...Volume, minimum, description }));
const money = (description: string) => nullable(Type.String({ ...Money, description }));

/** Each may be null: then the table's default holds, or that of the rating rules. */
export const chargeFields = {
  price: money('Money per unit, of the volume after the first interval.'),
  firstPrice: money('Money per unit, of the first interval.'),
  firstInterval: volume('Volume billed at once when the call starts.'),
  nextInterval: volume('Volume of each interval after the first.', 1),
  freeVolume: volume('Free volume after the first interval.'),
  setupFee: money('Fee of a call that is charged at all.'),
  setupFeeMode: nullable(choice(['add', 'minimum'])),
  graceVolume: volume('Calls this short are free, fee included.'),
  graceMode: nullable(choice(['inclusive', 'exclusive'])),
  surcharge: nullable(Type.String({ ...Ratio, description: 'Fraction: "0.10" adds 10 %.' })),
  tiers: nullable(
    Type.Array(Tier, { minItems: 1, maxItems: 1000, description: 'Later prices, by `from`.' }),
  ),
  maxCharge: money('Most that a call costs.'),
} satisfies Readonly<Record<ChargeParameterName, TSchema>>;
const ChargeObject = Type.Object(chargeFields);
export type Charge = Static<typeof ChargeObject>;

export const chargeNames = Object.keys(chargeFields) as readonly (keyof Charge)[];
