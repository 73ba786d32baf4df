import Type, { type Static } from 'typebox';
import { Id, Instant, Money, nullable, Ratio } from '../../platform/http/schemas.js';
import { Rate, RateImage } from '../rates/schema.js';

const money = (description: string) =>
  Type.Optional(Type.String({ ...Money, description, examples: ['0.001'] }));
const percent = (description: string) =>
  Type.Optional(Type.String({ ...Ratio, description, examples: ['2.5'] }));

export const PriceEdit = Type.Object(
  {
    set: money('The new price, given rates without a price of their own as well.'),
    raisePercent: percent('Per cent that are added.'),
    lowerPercent: percent('Per cent that are taken off.'),
    raise: money('Amount that is added.'),
    lower: money('Amount that is taken off.'),
  },
  {
    minProperties: 1,
    maxProperties: 1,
    description:
      'One of these. A rate without a price of its own is only changed by `set`; a price below ' +
      'zero refuses the rate.',
  },
);
export type PriceEdit = Static<typeof PriceEdit>;

export const prices = {
  price: Type.Optional(PriceEdit),
  firstPrice: Type.Optional(PriceEdit),
  setupFee: Type.Optional(PriceEdit),
  decimals: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 10,
      description: 'Decimals of the edited prices, a half upwards. Left out: 10.',
    }),
  ),
};

export const skipRefused = Type.Optional(
  Type.Boolean({
    description:
      'Leave out rates that are refused and change the others. Left out: one refused rate ' +
      'refuses the request, and nothing is written.',
  }),
);
export const preview = Type.Optional(Type.Boolean({ description: 'Only show what it would do.' }));
export const effectiveFrom = (description: string) =>
  Type.Optional(Type.String({ ...Instant, description }));

export const count = (description?: string) =>
  Type.Integer({ minimum: 0, ...(description !== undefined && { description }) });

export const RowFault = Type.Object({
  rateId: nullable(Id),
  code: Type.String(),
  message: Type.String(),
});
export type RowFault = Static<typeof RowFault>;

export const ChangedRow = Type.Object({ before: nullable(Rate), after: nullable(RateImage) });
export type ChangedRow = Static<typeof ChangedRow>;

export const FAULTS_MAX = 1000;
export const ROWS_MAX = 100;

export const outcome = {
  faults: Type.Array(RowFault, { description: `Of refused rates, the first ${FAULTS_MAX}.` }),
  rows: Type.Array(ChangedRow, { description: `The first ${ROWS_MAX} that change.` }),
  revision: Type.Integer({
    description: 'Of the table. Send it as If-Match to write what a preview has shown, or nothing.',
  }),
  changeSetId: nullable(Type.String({ ...Id, description: 'Null: nothing was written.' })),
};
