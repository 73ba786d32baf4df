/**
 * How well a column's content fits a field, 0 to 1: 0 contradicts it (a column called `Rate` that
 * holds the names of plans is no money), 0.5 says nothing (an empty column).
 */

import type { DeckField } from '../deck/deck.js';
import { KIND } from './cell-kind.js';
import type { ColumnContent } from './column-content.js';

const NEUTRAL = 0.5;
const DISTINCT_NAMES_MIN = 2;
const CHANGE_WORDS_MAX = 5;

export function contentFit(field: DeckField, content: ColumnContent): number {
  if (content.values === 0) return emptyFit(field, content);
  switch (field) {
    case 'code':
      return Math.max(
        codeFit(content) * variety(content),
        0.8 * content.share(KIND.namedCode),
        pointedFit(content),
      );
    case 'sourceCode':
      return callerFit(content);
    case 'areaCode':
      return codeFit(content);
    case 'countryCode':
      return countryCodeFit(content);
    case 'price':
    case 'intraPrice':
    case 'indeterminatePrice':
    case 'peakPrice':
    case 'offPeakPrice':
    case 'firstPrice':
    case 'setupFee':
    case 'maxCharge':
    case 'surcharge':
      return moneyFit(content);
    case 'name':
    case 'description':
      return nameFit(content);
    case 'country':
      return Math.max(nameFit(content), content.share(KIND.isoCountry));
    case 'firstInterval':
    case 'nextInterval':
    case 'freeVolume':
    case 'graceVolume':
    case 'numberLengthMin':
    case 'numberLengthMax':
      // Seconds with decimals are rare, amounts of money are not.
      return Math.max(
        0,
        content.share(KIND.seconds) - content.share(KIND.decimal) - content.share(KIND.clock),
      );
    case 'minCharge':
      // 30 and 60 are seconds, 0.05 is money.
      return content.share(KIND.decimal) + content.share(KIND.money) > 0.3
        ? moneyFit(content)
        : 0.2;
    default:
      return otherFit(field, content);
  }
}

function otherFit(field: DeckField, content: ColumnContent): number {
  switch (field) {
    case 'intervals':
      return intervalsFit(content);
    case 'effectiveFrom':
    case 'effectiveTo':
      return Math.max(content.share(KIND.date), 0.9 * content.share(KIND.shortDate));
    case 'blocked':
    case 'stashed':
    case 'exactMatch':
      return content.share(KIND.truth);
    case 'isActive':
      return content.share(KIND.active);
    case 'priceUnit':
      return content.share(KIND.unit) === 1 ? 1 : 0;
    case 'currency':
      return content.share(KIND.currency);
    case 'action':
      return content.share(KIND.action);
    case 'change':
      return changeFit(content);
    // A word that is no service, or no time of the week, would keep every call from the rate.
    case 'service':
      return content.share(KIND.service) >= 0.9 ? 1 : 0;
    case 'timeProfile':
      return content.share(KIND.period) >= 0.9 ? 1 : 0;
    case 'category':
      return 0.9 * content.share(KIND.words);
    case 'tag':
      return Math.max(0.6, 0.9 * content.share(KIND.words));
    case 'notes':
      return notesFit(content);
    case 'id':
      return content.share(KIND.decimal) > 0.1 ? 0 : 0.8;
    case 'tiers':
      return content.share(KIND.json);
    case 'setupFeeMode':
    case 'graceMode':
      return content.share(KIND.words);
    default:
      return 0.8;
  }
}

/** An empty column is believed by its header, except where a deck could not be one without it. */
function emptyFit(field: DeckField, content: ColumnContent): number {
  if (field === 'code' || field === 'price') return content.filled > 0 ? NEUTRAL : 0.35;
  return NEUTRAL;
}

function codeFit(content: ColumnContent): number {
  const codes = Math.max(content.share(KIND.digits), 0) + content.share(KIND.codeList);
  const decimals = content.share(KIND.decimal);
  // `1.5` and `2,5` look like lists or patterns of codes only by accident; so do dates.
  if (decimals > 0.3 && content.share(KIND.digits) < 0.5 && content.lengthMax < 14) {
    return Math.max(0, codes - decimals);
  }
  return Math.min(1, codes);
}

/** `9.370` may be an amount as well: the header has to say that it is a code. */
function pointedFit(content: ColumnContent): number {
  const pointed = content.share(KIND.pointedCode);
  return pointed > 0 && pointed + content.share(KIND.digits) === 1 ? 0.7 : 0;
}

/** Codes of callers, and words for all of them, which alone say nothing of callers. */
function callerFit(content: ColumnContent): number {
  const codes = codeFit(content);
  return codes === 0 ? 0 : Math.min(1, codes + content.share(KIND.everyCaller));
}

const CONSTANT_ROWS_MIN = 4;

/** Codes tell rows apart: the same digits on every row are seldom the code of each. */
function variety({ distinct, values }: ColumnContent): number {
  return distinct === 1 && values >= CONSTANT_ROWS_MIN ? 0.6 : 1;
}

function countryCodeFit(content: ColumnContent): number {
  const digits = content.share(KIND.digits) + content.share(KIND.codeList);
  return content.lengthMax <= 6 ? Math.min(1, digits) : 0.4 * Math.min(1, digits);
}

function moneyFit(content: ColumnContent): number {
  const numbers = content.share(KIND.number);
  if (content.share(KIND.percent) > 0.3) return 0;
  const negative = content.share(KIND.negative);
  return negative > 0.2 ? 0.2 * numbers : numbers;
}

function nameFit(content: ColumnContent): number {
  const words = content.share(KIND.words);
  if (content.distinct < DISTINCT_NAMES_MIN && content.values > 20) return 0.6 * words;
  return words;
}

function intervalsFit(content: ColumnContent): number {
  const parts = content.share(KIND.intervals);
  // One increment in each row is billed as both.
  const whole = Math.max(0, content.share(KIND.seconds) - content.share(KIND.decimal));
  return Math.max(parts, Math.min(1, parts + 0.75 * whole));
}

/** Notes that are nothing but words of change (`New`, `Closed`) are a column of change. */
function notesFit(content: ColumnContent): number {
  if (content.distinct <= 12 && content.share(KIND.change) >= 0.9) return 0.35;
  // Dates, amounts and intervals are no remarks, whatever stands above them.
  const figures = Math.max(
    content.share(KIND.date),
    content.share(KIND.decimal) > 0 ? content.share(KIND.number) : 0,
    content.share(KIND.intervals),
  );
  return figures >= 0.8 ? 0.1 : 0.8;
}

function changeFit(content: ColumnContent): number {
  const states = Math.max(content.share(KIND.truth), content.share(KIND.active));
  const share = Math.max(content.share(KIND.change), states);
  // A remark of several words that has one of change among them is a remark.
  if (content.examples.some((text) => text.trim().split(/\s+/).length > CHANGE_WORDS_MAX)) {
    return 0.4 * share;
  }
  return content.distinct > 40 ? 0.4 * share : share;
}
