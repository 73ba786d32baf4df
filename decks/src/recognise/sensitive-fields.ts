/**
 * Fields that can keep a rate from pricing calls, end it, move it in time or change its money.
 * A part of a header's words is no evidence for them: all of the words have to mean the field.
 */

import type { DeckField } from '../deck/deck.js';

const SENSITIVE: ReadonlySet<DeckField | 'ignored'> = new Set<DeckField>([
  ...([
    'service',
    'sourceCode',
    'numberLengthMin',
    'numberLengthMax',
    'areaCode',
    'countryCode',
    'codeEnd',
    'codeBlock',
    'priceUnit',
    'timeProfile',
    'tag',
  ] as const),
  ...(['peakPrice', 'offPeakPrice', 'intraPrice', 'indeterminatePrice', 'firstPrice'] as const),
  ...(['firstInterval', 'nextInterval', 'intervals', 'freeVolume', 'setupFee'] as const),
  ...(['setupFeeMode', 'minCharge', 'graceVolume', 'graceMode', 'surcharge', 'tiers'] as const),
  ...(['maxCharge', 'blocked', 'isActive', 'exactMatch', 'stashed', 'effectiveFrom'] as const),
  ...(['effectiveTo', 'action', 'id', 'change'] as const),
]);

export const needsWholeWords = (field: DeckField | 'ignored'): boolean => SENSITIVE.has(field);
