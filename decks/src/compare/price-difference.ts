/**
 * Prices against each other, exactly: decimal strings are integers of 10^-10 here, and a percentage
 * is rounded once, at its second decimal, halves away from zero, so that a raise and the cut that
 * takes it back show the same digits.
 *
 * The engine's `compareMoney` and `percentChange` say the same, six times slower: they take decimals
 * of any length, while a deck has millions of prices of ten decimals at most, of which most come
 * again. A test holds both to the same answers.
 */

const decimals = 10;
const percentDecimals = 2;
const hundredths = 100n * 10n ** BigInt(percentDecimals);
const decimalForm = /^(-?)(\d+)(?:\.(\d{1,10}))?$/;

// Decks repeat their prices; past this many different ones a cache would only cost memory.
const knownMax = 100_000;
const known = new Map<string, bigint>();

/** `"0.0137"` is 137000000n. */
export function priceUnits(price: string): bigint {
  const before = known.get(price);
  if (before !== undefined) return before;
  const match = decimalForm.exec(price);
  if (match === null) throw new RangeError(`not a price: ${JSON.stringify(price.slice(0, 40))}`);
  const units = BigInt(`${match[1]}${match[2]}${(match[3] ?? '').padEnd(decimals, '0')}`);
  if (known.size < knownMax) known.set(price, units);
  return units;
}

/** Below zero when `a` is the lower price, above zero when it is the higher one. */
export function comparePrices(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  const [left, right] = [priceUnits(a), priceUnits(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  const magnitude = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return dividend < 0n ? -rounded : rounded;
}

/** From 0.04 to 0.05 it is `"25.00"`; null where the old price is zero: nothing is a part of it. */
export function percentChange(oldPrice: string, newPrice: string): string | null {
  const before = priceUnits(oldPrice);
  if (before <= 0n) return null;
  const change = roundedQuotient((priceUnits(newPrice) - before) * hundredths, before);
  const digits = (change < 0n ? -change : change).toString().padStart(percentDecimals + 1, '0');
  const point = digits.length - percentDecimals;
  return `${change < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The inverse of {@link priceUnits}, without trailing zeros. */
export function unitsText(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const fraction = digits.slice(point).replace(/0+$/, '');
  const text = fraction === '' ? digits.slice(0, point) : `${digits.slice(0, point)}.${fraction}`;
  return units < 0n ? `-${text}` : text;
}

/** What the new price is above the old one, as a decimal string without trailing zeros. */
export function priceDifference(oldPrice: string, newPrice: string): string {
  return unitsText(priceUnits(newPrice) - priceUnits(oldPrice));
}
