/** Words for every caller in a column of callers' codes: `Any`, `*`, and `ROW` for those not named. */

const EVERY = new RegExp(
  '^(?:[*#%.]+|x+|any|all|every|default|world(?:wide)?|global|international|row|' +
    'rest(?: of (?:the )?world)?|others?|elsewhere|all others?|any others?)$',
  'i',
);

export const saysEveryCaller = (text: string): boolean => EVERY.test(text.trim());
