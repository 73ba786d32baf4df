/**
 * Builds the book of a golden case from its lines, one keyword each:
 *
 *     profile Day zone=Europe/Vienna window=1-5@08:00-20:00 months=6,7 except=2026-12-25:out
 *     deck World 44:"United Kingdom" 4420:London
 *     table Retail currency=EUR rounding=4/up taxRate=20 taxIncluded parent=Base
 *       defaults nextInterval=60
 *       rate 44 price=0.0137 numberLength=6-9 tiers=300:0.20:6,600:0.10 effectiveFrom=2026-01-01
 *     plan Mix precedence=prefix timeBasis=split
 *       entry Retail weight=20 timing=Day
 *     account Acme kind=customer parent=Top currency=EUR
 *     trunk In account=Acme techPrefix=99 rule=00> rule=0>44@10-11
 *     assign account=Acme ratingPlan=Mix activatesAt=2026-01-01
 *     exchange EUR USD 1.10 2026-01-01
 *
 * A date without a time is midnight UTC.
 */

import type { Book } from '../src/book/book.js';
import { settingsOf } from './golden-words.js';

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
type Fields = Record<string, Json>;

const NUMBERS = new Set([
  'firstInterval',
  'nextInterval',
  'freeVolume',
  'graceVolume',
  'unit',
  'weight',
]);
const FLAGS = new Set(['blocked', 'stashed', 'taxIncluded']);
const INSTANTS = new Set(['effectiveFrom', 'effectiveTo', 'activatesAt', 'endsAt']);

function range(text: string): Fields {
  const [min, max] = text.split('-');
  return { ...(min ? { min: Number(min) } : {}), ...(max ? { max: Number(max) } : {}) };
}

/** `1-5,7` is Monday to Friday and Sunday. */
function days(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [first, last] = part.split('-').map(Number);
    const list: number[] = [];
    for (let day = first!; day <= (last ?? first!); day += 1) list.push(day);
    return list;
  });
}

function value(key: string, text: string): Json {
  if (NUMBERS.has(key)) return Number(text);
  if (FLAGS.has(key)) return text === 'true';
  if (INSTANTS.has(key)) return text.includes('T') ? text : `${text}T00:00:00Z`;
  if (key === 'numberLength') return range(text);
  if (key === 'rounding') {
    const [decimals, mode] = text.split('/');
    return { decimals: Number(decimals), ...(mode ? { mode } : {}) };
  }
  if (key === 'tiers') {
    return text.split(',').map((tier) => {
      const [from, price, interval] = tier.split(':');
      return {
        from: Number(from),
        price: price!,
        ...(interval ? { interval: Number(interval) } : {}),
      };
    });
  }
  return text;
}

function fieldsOf(words: readonly string[]): Fields {
  const fields: Fields = {};
  for (const [key, text] of settingsOf(words)) fields[key] = value(key, text);
  return fields;
}

function profileOf(name: string, words: readonly string[]): Fields {
  const profile: Fields = { name };
  const windows: Fields[] = [];
  const exceptions: Fields[] = [];
  for (const word of words) {
    const [key, text] = [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)];
    if (key === 'zone') profile['timeZone'] = text;
    else if (key === 'window') {
      const [weekdays, from, to] = text.split(/@|-(?=\d\d:\d\d$)/);
      windows.push({ weekdays: days(weekdays!), from: from!, to: to! });
    } else if (key === 'except') {
      const [date, as] = text.split(':');
      exceptions.push({ date: date!, as: /^\d$/.test(as!) ? Number(as) : as! });
    } else profile[key] = days(text);
  }
  if (windows.length > 0) profile['windows'] = windows;
  if (exceptions.length > 0) profile['exceptions'] = exceptions;
  return profile;
}

function trunkOf(name: string, words: readonly string[]): Fields {
  const rules: Fields[] = [];
  const others = words.filter((word) => {
    if (!word.startsWith('rule=')) return true;
    const [change, length] = word.slice('rule='.length).split('@');
    const [strip, add] = change!.split('>');
    rules.push({
      strip: strip!,
      ...(add ? { add } : {}),
      ...(length ? { numberLength: range(length) } : {}),
    });
    return false;
  });
  return { name, ...fieldsOf(others), ...(rules.length > 0 ? { numberRules: rules } : {}) };
}

const LISTS = {
  profile: 'timeProfiles',
  deck: 'codeDecks',
  table: 'rateTables',
  plan: 'ratingPlans',
  account: 'accounts',
  trunk: 'trunks',
  assign: 'assignments',
  exchange: 'exchangeRates',
} as const;

const PARTS = new Set(['defaults', 'rate', 'entry']);

export class GoldenBook {
  readonly #book: Record<string, Fields[]> = {};

  understands(keyword: string): boolean {
    return keyword in LISTS || PARTS.has(keyword);
  }

  take(keyword: string, words: readonly string[], line: number): void {
    const [name = '', ...rest] = words;
    if (keyword === 'defaults') this.#last('rateTables', line)['defaults'] = fieldsOf(words);
    else if (keyword === 'rate') {
      const code = name === '*' ? '' : name;
      this.#push(this.#last('rateTables', line), 'rates', { code, ...fieldsOf(rest) });
    } else if (keyword === 'entry') {
      const entry = { rateTable: name, ...fieldsOf(rest) };
      this.#push(this.#last('ratingPlans', line), 'entries', entry);
    } else {
      const list = LISTS[keyword as keyof typeof LISTS];
      this.#push(this.#book as Fields, list, this.#whole(keyword, name, rest, words));
    }
  }

  finish(): Book {
    return { book: 1, ...this.#book } as unknown as Book;
  }

  #whole(keyword: string, name: string, rest: readonly string[], words: readonly string[]): Fields {
    if (keyword === 'profile') return profileOf(name, rest);
    if (keyword === 'trunk') return trunkOf(name, rest);
    if (keyword === 'assign') return fieldsOf(words);
    if (keyword === 'exchange') {
      return { from: name, to: rest[0]!, rate: rest[1]!, date: rest[2]! };
    }
    if (keyword === 'deck') {
      const codes = rest.map((word) => ({
        code: word.slice(0, word.indexOf(':')),
        name: word.slice(word.indexOf(':') + 1),
      }));
      return { name, codes };
    }
    if (keyword === 'table') return { name, ...fieldsOf(rest), rates: [] };
    if (keyword === 'plan') return { name, ...fieldsOf(rest), entries: [] };
    return { name, ...fieldsOf(rest) };
  }

  #last(list: string, line: number): Fields {
    const last = this.#book[list]?.at(-1);
    if (last === undefined) throw new Error(`line ${line}: nothing above that this belongs to`);
    return last;
  }

  #push(holder: Fields, list: string, item: Fields): void {
    holder[list] = [...((holder[list] as Json[] | undefined) ?? []), item];
  }
}
