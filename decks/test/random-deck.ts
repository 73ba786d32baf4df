/** Random decks whose rates are known, written out in random layouts as CSV. */

import type { Random } from '../../engine/test/random.js';
import { type TextEncoding, textEncodings } from './text-encoding.js';

export interface PlainRate {
  readonly code: string;
  readonly name: string;
  /** Decimal string without trailing zeros. */
  readonly price: string;
  readonly firstInterval: number;
  readonly nextInterval: number;
  /** `YYYY-MM-DD`. */
  readonly effectiveFrom: string;
}

export interface TextLayout {
  readonly delimiter: string;
  readonly encoding: TextEncoding;
  readonly mark: boolean;
  readonly lineEnd: string;
  readonly decimalMark: '.' | ',';
  readonly quoteAll: boolean;
  readonly preambleLines: number;
}

const intervals = [
  [1, 1],
  [60, 1],
  [60, 60],
  [30, 6],
  [6, 6],
] as const;
const nameWords = ['Austria', 'Mobile', 'Alpha', 'Fixed', 'North', 'Special', 'Germany', 'Berlin'];

/** Each code once; enough rows of each kind that nothing about the layout is in doubt. */
export function randomRates(random: Random, count: number): PlainRate[] {
  const codes = new Set<string>();
  while (codes.size < count) {
    codes.add(String(random.between(1, 9)) + random.digits(random.between(1, 9)));
  }
  return [...codes].map((code, at) => {
    const [firstInterval, nextInterval] = random.pick(intervals);
    const words = Array.from({ length: random.between(1, 3) }, () => random.pick(nameWords));
    return {
      code,
      name: words.join(' '),
      price: randomPrice(random),
      firstInterval,
      nextInterval,
      effectiveFrom: `2026-12-${String(13 + (at % 15)).padStart(2, '0')}`,
    };
  });
}

/** Up to ten decimals; three alone could be thousands in some column, so they are never alone. */
function randomPrice(random: Random): string {
  const fraction = `${random.digits(random.between(3, 9))}${random.between(1, 9)}`;
  return `${random.chance(90) ? 0 : random.between(1, 9)}.${fraction}`;
}

export function randomLayout(random: Random): TextLayout {
  const encoding = random.pick(textEncodings);
  const isUnicode = encoding.startsWith('utf');
  return {
    delimiter: random.pick([',', ';', '\t', '|']),
    encoding,
    mark: encoding.startsWith('utf-16') || (isUnicode && random.chance(50)),
    lineEnd: random.pick(['\n', '\r\n', '\r']),
    decimalMark: random.chance(50) ? '.' : ',',
    quoteAll: random.chance(30),
    preambleLines: random.chance(30) ? random.between(1, 4) : 0,
  };
}

/** Words that only the layout's encoding reads right, so that a wrong guess of it shows. */
export function foreignWord(random: Random, encoding: TextEncoding): string {
  switch (encoding) {
    case 'windows-1251':
      return random.pick([
        'Москва',
        'Россия мобильные',
        'Санкт-Петербург',
        'Казахстан',
        'Беларусь',
      ]);
    case 'utf-8':
    case 'utf-16le':
    case 'utf-16be':
      return random.pick(['Österreich', 'Москва', 'Wrocław', 'Ελλάδα', '日本 携帯', 'مصر']);
    default:
      return random.pick([
        'Österreich',
        'Français',
        'España Móvil',
        'Açores',
        'København',
        'Zürich',
      ]);
  }
}

export function writeDeckText(rates: readonly PlainRate[], layout: TextLayout): string {
  const { delimiter, decimalMark, lineEnd, quoteAll } = layout;
  const cell = (text: string): string =>
    quoteAll || text.includes(delimiter) || /["\r\n]/.test(text)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const line = (cells: readonly string[]): string => cells.map(cell).join(delimiter);
  const preamble = Array.from({ length: layout.preambleLines }, (_, at) => `Northwind line ${at}`);
  const rows = rates.map((rate) =>
    line([
      rate.code,
      rate.name,
      rate.price.replace('.', decimalMark),
      `${rate.firstInterval}/${rate.nextInterval}`,
      rate.effectiveFrom,
    ]),
  );
  const header = line(['Prefix', 'Destination', 'Rate', 'Billing', 'Effective Date']);
  return [...preamble, header, ...rows, ''].join(lineEnd);
}
