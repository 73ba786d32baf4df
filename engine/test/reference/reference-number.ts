/**
 * Normalising numbers, step by step as the rules are written (rating rules, section 1).
 *
 * Dropped characters, tech prefix, then either the leading `+` or the first rule that fits; what is
 * left must be 1 to 32 digits.
 */

import type { NumberRule } from '../../src/values/number.js';
import type { NumberLength } from '../../src/values/number-length.js';

export interface ReferenceNumberRules {
  readonly techPrefix?: string;
  readonly numberRules?: readonly NumberRule[];
}

function lengthFits(length: number, range: NumberLength | undefined): boolean {
  if (range === undefined) return true;
  if (range.min !== undefined && length < range.min) return false;
  return range.max === undefined || length <= range.max;
}

export function referenceNormalize(raw: string, rules: ReferenceNumberRules = {}): string | null {
  let number = '';
  for (const character of raw) {
    if (/\s/.test(character) || '-.()/'.includes(character)) continue;
    number += character;
  }
  const { techPrefix } = rules;
  if (techPrefix !== undefined && number.startsWith(techPrefix)) {
    number = number.slice(techPrefix.length);
  }
  if (number.startsWith('+')) {
    number = number.slice(1);
  } else {
    for (const rule of rules.numberRules ?? []) {
      if (!number.startsWith(rule.strip)) continue;
      if (!lengthFits(number.length, rule.numberLength)) continue;
      number = (rule.add ?? '') + number.slice(rule.strip.length);
      break;
    }
  }
  return /^[0-9]{1,32}$/.test(number) ? number : null;
}

/** The caller passes the same rules, but only the called number carries a tech prefix. */
export function referenceCaller(
  raw: string | undefined,
  rules: ReferenceNumberRules = {},
): string | null {
  if (raw === undefined) return null;
  const numberRules = rules.numberRules ?? [];
  return referenceNormalize(raw, { numberRules });
}
