/**
 * Money of the samples: whole microeuros (or micros of another currency) on the inside, decimal
 * strings on the outside. Whole numbers far below 2^53 only, so nothing is ever inexact.
 */

const DECIMALS = 6;

/** `13700` is `"0.0137"`. */
export function decimalOf(micros: number): string {
  const digits = String(micros).padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  const whole = digits.slice(0, -DECIMALS);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** Rounds down to whole micros: what is lost is less than any price step. */
export function percentOf(micros: number, percent: number): number {
  const product = micros * percent;
  return (product - (product % 100)) / 100;
}

/** Rounds up, because a price list never undercuts the price that it was made from. */
export function roundUpTo(step: number, micros: number): number {
  const past = micros % step;
  return past === 0 ? micros : micros + step - past;
}
