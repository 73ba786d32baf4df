/**
 * What `npm start` tells a newcomer after the sample run: what was done, what came out, what to
 * try next. It only puts the figures of the run's summary into words; amounts stay the decimal
 * strings that they are.
 *
 * Plain JavaScript because start.mjs uses it and runs before TypeScript is installed.
 */

/**
 * @typedef {{ amount: string }} Totals
 * @typedef {{ events: number, rated: number, outcomes: Record<string, number>,
 *   totals: Record<string, Totals>, margin: Record<string, string> }} Summary
 */

/** @type {Record<string, string>} */
const REFUSALS = {
  blocked: 'to a destination that the price list blocks',
  no_plan: 'from somebody without a price plan',
  no_rate: 'to a destination without a price',
  invalid_number: 'with something that is not a number',
  invalid_event: 'with a faulty time or duration',
};

/** @param {number} count */
function counted(count) {
  return count.toLocaleString('en');
}

/** @param {Record<string, string>} amounts By currency. */
function money(amounts) {
  return Object.entries(amounts)
    .map(([currency, amount]) => `${amount} ${currency}`)
    .join(', ');
}

/**
 * @param {Summary} summary
 * @param {string} outPath
 */
export function sampleStory(summary, outPath) {
  const { events, rated, outcomes, totals, margin } = summary;
  const amounts = Object.fromEntries(
    Object.entries(totals).map(([currency, { amount }]) => [currency, amount]),
  );
  const refusals = Object.entries(outcomes)
    .filter(([outcome, count]) => outcome !== 'rated' && count > 0)
    .map(([outcome, count]) => `  ${counted(count).padStart(6)}  ${REFUSALS[outcome] ?? outcome}`);
  return [
    `Ratedeck read the book of a small operator and priced a day of its calls: ${counted(rated)} of`,
    `${counted(events)} have a price. Each line of ${outPath} says which rate applied and what it came to.`,
    '',
    `  charged   ${money(amounts)}`,
    `  margin    ${money(margin)}   what is left after carriers, resellers and devices are paid`,
    ...(refusals.length === 0
      ? []
      : ['', 'Refused, with the reason in the same file:', ...refusals]),
    '',
    'Try next:',
    '  npx ratedeck simulate --book samples/book.json --to +436641234567',
    '      what one call costs on every plan',
    '  npx ratedeck simulate --book samples/book.json --to +436641234567 --account "Bluebird Travel"',
    '      why it costs that: every rate that was looked at, every step of the charge',
    '  npx ratedeck rate --book your-book.json --calls your-calls.csv --out rated.csv',
    '      your own prices and calls; docs/reference/book.md says how to write a book',
    '  npx ratedeck bench',
    '      how fast it is on this machine',
    '  npx ratedeck --help',
  ].join('\n');
}
