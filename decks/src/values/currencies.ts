/**
 * Currencies as decks write them: ISO 4217 codes, signs, letters and words. One answer each: `$` is
 * the US dollar and `kr` nobody's, since four countries say so.
 */

import { foldText } from './folded-text.js';

const CODES = new Set(
  (
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP ' +
    'BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP ' +
    'GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR ' +
    'KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK ' +
    'MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR ' +
    'SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS ' +
    'UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XDR XOF XPF YER ZAR ZMW ZWG HRK BYR LTL LVL EEK'
  ).split(' '),
);

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    $: 'USD',
    us$: 'USD',
    '€': 'EUR',
    '£': 'GBP',
    '¥': 'JPY',
    '₽': 'RUB',
    '₺': 'TRY',
    '₹': 'INR',
    '₩': 'KRW',
    '₪': 'ILS',
    '฿': 'THB',
    '₫': 'VND',
    '₱': 'PHP',
    '₦': 'NGN',
    '₴': 'UAH',
    '₸': 'KZT',
    a$: 'AUD',
    au$: 'AUD',
    c$: 'CAD',
    ca$: 'CAD',
    hk$: 'HKD',
    nz$: 'NZD',
    s$: 'SGD',
    r$: 'BRL',
    r: 'ZAR',
    rs: 'INR',
    'rs.': 'INR',
    zl: 'PLN',
    pln: 'PLN',
    tl: 'TRY',
    kc: 'CZK',
    ft: 'HUF',
    fr: 'CHF',
    'fr.': 'CHF',
    sfr: 'CHF',
    'sfr.': 'CHF',
    'р.': 'RUB',
    р: 'RUB',
    руб: 'RUB',
    'руб.': 'RUB',
    рублеи: 'RUB',
    рубль: 'RUB',
    рубли: 'RUB',
    грн: 'UAH',
    'грн.': 'UAH',
    лв: 'BGN',
    lei: 'RON',
    ron: 'RON',
    euro: 'EUR',
    euros: 'EUR',
    евро: 'EUR',
    avro: 'EUR',
    dollar: 'USD',
    dollars: 'USD',
    dolar: 'USD',
    dolares: 'USD',
    dolary: 'USD',
    dollari: 'USD',
    usdollar: 'USD',
    usdollars: 'USD',
    'us dollar': 'USD',
    'us dollars': 'USD',
    'u.s. dollars': 'USD',
    долларов: 'USD',
    доллар: 'USD',
    pounds: 'GBP',
    sterling: 'GBP',
    rand: 'ZAR',
    rupees: 'INR',
    zloty: 'PLN',
    zlotych: 'PLN',
    lira: 'TRY',
    yen: 'JPY',
    円: 'JPY',
    [foldText('원')]: 'KRW',
    元: 'CNY',
    rp: 'IDR',
    'rp.': 'IDR',
    dong: 'VND',
    yuan: 'CNY',
    rmb: 'CNY',
  }),
);

/** ISO 4217 code of one sign, code or word; null when it is none. */
export function currencyOf(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 16) return null;
  const upper = trimmed.toUpperCase();
  if (CODES.has(upper)) return upper;
  return WORDS.get(foldText(trimmed)) ?? null;
}

const DOLLARS = new Set(
  (
    'USD AUD CAD HKD NZD SGD MXN BRL ARS CLP COP XCD TWD JMD BSD BBD BZD TTD FJD NAD GYD SRD KYD ' +
    'BMD BND LRD ZWG'
  ).split(' '),
);

/** Every dollar may be written `$`: the sign does not contradict it. */
export function isWrittenWithDollarSign(currency: string): boolean {
  return DOLLARS.has(currency);
}
