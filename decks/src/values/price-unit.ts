/**
 * The unit of a price as headers, notes and cells say it: `USD/min`, `ct per minute`, `€/sec`,
 * `(1/10000)`, `x 10000`. Gives the currency, what the amount is to be multiplied by to be in whole
 * money per minute, and the words that are left.
 */

import { multiplyMoney } from '@ratedeck/engine';
import { currencyOf } from './currencies.js';
import { foldText } from './folded-text.js';
import { multiplyScales } from './scales.js';

export interface PriceUnit {
  readonly currency: string | null;
  /** `scale` times `perFactor`. */
  readonly factor: string;
  /** From cents, mills or a stated fraction to whole money. */
  readonly scale: string;
  /** From the unit of time to a minute: `60` for prices per second, `1/60` per hour. */
  readonly perFactor: string;
  readonly per: 'minute' | 'second' | 'hour' | 'call' | null;
  /** The text without its unit, folded. */
  readonly rest: string;
}

const MINUTE =
  'minutes?|minuten|minutos?|minuti|minuut|minut[aeyt]?|mins?|mn|минут[ауы]?|мин|dakika|dk|menit|' +
  `phut|minuutti|perc|λεπτο|хвилин[ау]|хв|分鐘|分钟|分|${foldText('분')}`;
const SECOND =
  'seconds?|secs?|sekunden?|sekund[aey]?|sek|segundos?|secondi|secondo|secondes?|seconden|seg|s|' +
  'секунд[ауы]?|сек|saniye|sn';
const HOUR = 'hours?|hrs?|h|stunde|heure|hora|ora|час|uur|godzin[aey]|godz|saat';
const CALL =
  'calls?|anruf|gesprach|verbindung|appel|llamada|chamada|chiamata|вызов|gesprek|polaczenie|arama';
const PER = new RegExp(
  `(?:/|(?<![\\p{L}])(?:per|by(?=\\s*min)|pro|par|por|al|a|za|за|в|na|je))\\s*(\\d{1,5})?\\s*` +
    `(?:(${MINUTE})|(${SECOND})|(${HOUR})|(${CALL}))\\.?(?![\\p{L}\\p{N}])`,
  'u',
);
const PER_TURKISH = new RegExp(
  `(?<![\\p{L}])(?:(${MINUTE})|(${SECOND}))\\s+basina(?![\\p{L}])`,
  'u',
);
const FRACTION =
  /\(?\b1\s*\/\s*(10{2,6}|1[ .,']0{3}|10[ .,']0{3}|100[ .,']0{3}|1[ .,']0{3}[ .,']0{3})\b\)?/u;
const TIMES = /\(?[x×*]\s*(10{2,6})\b\)?/u;
const CENTS = new RegExp(
  '(?<![\\p{L}])(?:u\\.?s\\.? ?|usd ?|euro ?|eur ?)?(?:cents?|cts?|¢|centimes?|centimos?|' +
    'centavos?|centesimi|копеики|копеек|коп\\.?|pence|groszy?|kurus|eurocents?|' +
    'usc)(?![\\p{L}])|\\(p\\)',
  'u',
);
const CENTS_PER_MINUTE = /(?<![\p{L}])(?:cpm|[cp](?=\s*\/\s*(?:min|call)))(?![\p{L}])/u;
const MILLS = /(?<![\p{L}])(?:mills?)(?![\p{L}])/u;
/** `c€`, `€ct`, `€-cent`: the sign of the money stays, so that it names the currency. */
const SIGNED_CENTS =
  /(?<![\p{L}])c(?:ts?|ents?)?\s?([€$£])|([€$£])\s?-?c(?:ts?|ents?)?(?![\p{L}])/u;
/** As programs count money in whole numbers. */
const SMALL_PARTS: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}])micro-?cents?(?![\p{L}])/u, '0.00000001'],
  [/(?<![\p{L}])(?:micro-?(?:s|units?|dollars?|euros?)|millionths?)(?![\p{L}])/u, '0.000001'],
  [/(?<![\p{L}])milli-?cents?(?![\p{L}])/u, '0.00001'],
];
/** Codes that are also words of headers and notes. */
const WORDLIKE = new Set(['ALL', 'TOP', 'PEN', 'CUP', 'MOP', 'SOS', 'MAD', 'COP', 'BAM', 'DOP']);
const MONEY_WORD = new RegExp(
  '(?<![\\p{L}\\p{N}])(?:[a-z]{1,2}\\$|us dollars?|dollars?|dollar[ei]|dolar(?:es)?|euros?|' +
    'евро|avro|долларов|доллар|рублеи|рубль|руб\\.?|грн\\.?|rupees?|rand|yen|sterling|' +
    `zlotych|zloty|lira|zl|tl|rp|円|元|${foldText('원')}|dong)(?![\\p{L}\\p{N}])|` +
    '[$€£¥₽₺₹₩₪฿₫₱₦₴₸]',
  'u',
);

/** Decimal text of 1 by a power of ten: `1/10000` is `0.0001`. */
function inverseOfPower(digits: string): string {
  const zeros = digits.replace(/\D/g, '').length - 1;
  return zeros === 0 ? '1' : `0.${'0'.repeat(zeros - 1)}1`;
}

function findCurrencyCode(text: string): { code: string; match: string } | null {
  for (const match of text.matchAll(/(?<![\p{L}\p{N}])[A-Za-z]{3}(?![\p{L}\p{N}])/gu)) {
    const token = match[0];
    const upper = token.toUpperCase();
    const code = currencyOf(upper);
    if (code === null) continue;
    const common = /^(?:USD|EUR|GBP|CHF|PLN|RUB|ZAR|BRL|INR|AUD|CAD|SEK|NOK|DKK|CZK|HUF)$/.test(
      code,
    );
    if (token !== upper && !common) continue;
    const after = text.slice(match.index + 3).trimStart()[0] ?? '';
    const before = text.slice(0, match.index).trimEnd().at(-1) ?? '';
    if (WORDLIKE.has(upper) && after !== '/' && before !== '(') continue;
    return { code, match: token };
  }
  return null;
}

interface Unit {
  currency: string | null;
  scale: string;
  perFactor: string;
  per: PriceUnit['per'];
  rest: string;
}

function takeSmallParts(unit: Unit): boolean {
  for (const [pattern, scale] of SMALL_PARTS) {
    if (!pattern.test(unit.rest)) continue;
    unit.scale = multiplyMoney(unit.scale, scale);
    unit.rest = unit.rest.replace(pattern, ' ');
    return true;
  }
  if (!SIGNED_CENTS.test(unit.rest)) return false;
  unit.scale = multiplyMoney(unit.scale, '0.01');
  unit.rest = unit.rest.replace(SIGNED_CENTS, ' $1$2 ');
  return true;
}

function takeCents(unit: Unit): void {
  if (takeSmallParts(unit)) return;
  const cents = CENTS.exec(unit.rest);
  if (cents !== null) {
    if (/^u\.?s/.test(cents[0])) unit.currency ??= 'USD';
    if (cents[0].startsWith('eur')) unit.currency ??= 'EUR';
    if (/^коп/.test(cents[0])) unit.currency ??= 'RUB';
    unit.scale = multiplyMoney(unit.scale, '0.01');
    unit.rest = unit.rest.replace(CENTS, ' ');
    return;
  }
  const short = CENTS_PER_MINUTE.exec(unit.rest);
  if (short !== null) {
    unit.scale = multiplyMoney(unit.scale, '0.01');
    if (short[0].length === 3) unit.per = 'minute';
    unit.rest = unit.rest.replace(CENTS_PER_MINUTE, ' ');
    return;
  }
  if (MILLS.test(unit.rest)) {
    unit.scale = multiplyMoney(unit.scale, '0.001');
    unit.rest = unit.rest.replace(MILLS, ' ');
  }
}

/** Prices of 1000 minutes, of two minutes. */
function takeMinutes(unit: Unit, count: string): void {
  unit.per = 'minute';
  unit.perFactor = /^10+$/.test(count) ? inverseOfPower(count) : `1/${Number(count)}`;
}

function takeSeconds(unit: Unit, seconds: number): void {
  unit.per = seconds === 60 ? 'minute' : 'second';
  unit.perFactor = 60 % seconds === 0 ? String(60 / seconds) : `60/${seconds}`;
}

function takePer(unit: Unit): void {
  const match = PER.exec(unit.rest);
  if (match !== null) {
    unit.rest = unit.rest.replace(PER, ' ');
    const count = match[1] === undefined ? 1 : Number(match[1]);
    if (match[5] !== undefined) unit.per = 'call';
    else if (count === 0) return;
    else if (match[4] !== undefined) {
      unit.per = 'hour';
      unit.perFactor = `1/${60 * count}`;
    } else if (match[2] === undefined) takeSeconds(unit, count);
    else if (count > 1) takeMinutes(unit, match[1]!);
    else unit.per = 'minute';
    return;
  }
  const turkish = PER_TURKISH.exec(unit.rest);
  if (turkish === null) return;
  unit.rest = unit.rest.replace(PER_TURKISH, ' ');
  unit.per = turkish[1] === undefined ? 'second' : 'minute';
  if (unit.per === 'second') unit.perFactor = '60';
}

/**
 * @example readPriceUnit('Rate (ct/min)') has the factor '0.01', per 'minute' and the rest 'rate'
 */
export function readPriceUnit(text: string): PriceUnit {
  const found = findCurrencyCode(text);
  const unit: Unit = {
    currency: found?.code ?? null,
    scale: '1',
    perFactor: '1',
    per: null,
    rest: foldText(found === null ? text : text.replace(found.match, ' ')).replaceAll('_', ' '),
  };
  for (const pattern of [FRACTION, TIMES]) {
    const match = pattern.exec(unit.rest);
    if (match === null) continue;
    unit.scale = inverseOfPower(match[1]!);
    unit.rest = unit.rest.replace(pattern, ' ');
    break;
  }
  takeCents(unit);
  takePer(unit);
  const word = MONEY_WORD.exec(unit.rest);
  if (word !== null && unit.currency === null) {
    unit.currency = currencyOf(word[0]);
    if (unit.currency !== null) unit.rest = unit.rest.replace(MONEY_WORD, ' ');
  }
  return {
    currency: unit.currency,
    factor: multiplyScales(unit.scale, unit.perFactor),
    scale: unit.scale,
    perFactor: unit.perFactor,
    per: unit.per,
    rest: unit.rest
      .replace(/[()[\]]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  };
}
