/**
 * Instants are judged where they enter, by the one reader of instants, whatever route they are for:
 * what is none is refused, and what is one goes on in the one form in which instants are kept and
 * compared.
 */

import { INSTANT_RULE, parseInstant } from '@ratedeck/engine';
import type { FuncKeywordDefinition } from 'ajv';

interface Place {
  readonly parentData: Record<string | number, unknown>;
  readonly parentDataProperty: string | number;
}

export const INSTANT_KEYWORD: FuncKeywordDefinition = {
  keyword: 'x-instant',
  type: 'string',
  modifying: true,
  errors: false,
  error: { message: `must be ${INSTANT_RULE}` },
  validate: (_: boolean, text: string, __: unknown, place?: Place) => {
    const instantMs = parseInstant(text);
    if (instantMs === null) return false;
    if (place !== undefined) {
      place.parentData[place.parentDataProperty] = new Date(instantMs).toISOString();
    }
    return true;
  },
};
