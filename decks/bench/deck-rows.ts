/**
 * The rows of a large deck, made from their number: writer and checker make the same ones, so that
 * nothing has to be kept. Prices are whole numbers of ten-thousandths; no binary fraction is used.
 */

export interface DeckRow {
  readonly code: string;
  readonly name: string;
  /** In ten-thousandths. */
  readonly priceUnits: number;
  readonly intervals: string;
  readonly effectiveFrom: string;
}

export const deckHeader = ['Prefix', 'Destination', 'Rate', 'Billing', 'Effective Date'] as const;

const countries = ['Austria', 'Germany', 'Italy', 'Portugal', 'Egypt', 'Mexico', 'India', 'Zambia'];
const kinds = ['Fixed', 'Mobile', 'Mobile Alpha', 'Mobile, Beta', 'Special Services'];
const intervals = ['1/1', '60/1', '60/60', '30/6'];

/** Codes are all different: seven or eight digits that do not begin with a zero. */
export function deckRow(position: number, seed: number): DeckRow {
  const mixed = mix(position + seed);
  return {
    code: String(2_000_000 + position * 7),
    name: `${countries[mixed % 8]!} ${kinds[(mixed >>> 3) % 5]!}`,
    priceUnits: 1 + ((mixed >>> 6) % 20_000),
    intervals: intervals[(mixed >>> 20) % 4]!,
    effectiveFrom: `2026-12-${String(1 + ((mixed >>> 22) % 28)).padStart(2, '0')}`,
  };
}

export function priceText(priceUnits: number): string {
  const digits = String(priceUnits).padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** Back to ten-thousandths, from any spelling of the same amount. */
export function priceUnitsOf(text: string): number {
  const [whole, fraction = ''] = text.split('.');
  return Number(whole! + fraction.padEnd(4, '0'));
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
