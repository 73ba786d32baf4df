/**
 * Numbers: from any written form to digits (rating rules, section 1).
 *
 * Decks, calls and search boxes use this one function. Rules apply once, where a number enters;
 * without rules, normalising twice gives the same as once.
 */

import { NUMBER_DIGITS_MAX, type NumberLength } from './number-length.js';

/** One rule: when the number begins with `strip` (and its length fits), `strip` becomes `add`. */
export interface NumberRule {
  /** Digits to find at the front and take away; `""` fits every number. */
  readonly strip: string;
  /** Digits to put there instead; left out = nothing. */
  readonly add?: string;
  /** Digits of the number before the rule; both ends belong. */
  readonly numberLength?: NumberLength;
}

export interface NumberRules {
  readonly techPrefix?: string | undefined;
  readonly numberRules?: readonly NumberRule[] | undefined;
}

export interface NormalisedNumber {
  /** Null when what is left is not 1 to 32 digits. */
  readonly number: string | null;
  /** What was done, in order, for explanations. */
  readonly steps: readonly string[];
}

const SEPARATORS = /[\s\-.()/]/g;
const DIGITS = new RegExp(`^[0-9]{1,${NUMBER_DIGITS_MAX}}$`);

/**
 * Digits of a number in any form, or null.
 *
 * @example normalize('+43 (660) 123-45') === '4366012345'
 * @example normalize('0043660', { numberRules: [{ strip: '00' }] }) === '43660'
 */
export function normalize(number: string, rules: NumberRules = {}): string | null {
  return normalizeWithSteps(number, rules).number;
}

export function normalizeWithSteps(number: string, rules: NumberRules): NormalisedNumber {
  const steps: string[] = [];
  let text = number.replace(SEPARATORS, '');
  if (text !== number) steps.push(`separators dropped: ${text}`);
  const { techPrefix, numberRules } = rules;
  if (techPrefix && text.startsWith(techPrefix)) {
    text = text.slice(techPrefix.length);
    steps.push(`tech prefix ${techPrefix} stripped: ${text}`);
  }
  if (text.startsWith('+')) {
    text = text.slice(1);
    steps.push(`international by its +: ${text}`);
  } else {
    const rule = numberRules?.find((candidate) => ruleFits(candidate, text));
    if (rule !== undefined) {
      text = (rule.add ?? '') + text.slice(rule.strip.length);
      steps.push(`rule ${rule.strip || '(any)'} → ${rule.add || '(nothing)'}: ${text}`);
    }
  }
  return { number: DIGITS.test(text) ? text : null, steps };
}

function ruleFits(rule: NumberRule, text: string): boolean {
  const { min, max } = rule.numberLength ?? {};
  return (
    text.startsWith(rule.strip) &&
    text.length >= (min ?? 0) &&
    text.length <= (max ?? Number.POSITIVE_INFINITY)
  );
}
