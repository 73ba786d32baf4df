/**
 * The book, field by field: the one source for reading, writing, JSON Schema and the reference.
 *
 * What a single value may be stands here; what must hold between values (names that exist, dates
 * in order) stands in `check-book.ts`. The order of the fields is that in which a book is written.
 */

import type { NumberRule } from '../values/number.js';
import type {
  Account,
  Assignment,
  Book,
  CodeDeck,
  CodeDeckEntry,
  ExchangeRate,
  RatingPlan,
  RatingPlanEntry,
  TimeException,
  TimeProfile,
  TimeWindow,
  Trunk,
} from './book.js';
import { ACCOUNT_KINDS, ACCOUNT_STATUSES, PRECEDENCES } from './choices.js';
import { DEFAULTS } from './defaults.js';
import { choice, list, optional, record, required, wholeNumber } from './schema-kinds.js';
import { numberLengthKind, rateTableKind } from './schema-rate-table.js';
import {
  clockTime,
  clockTimeOrEnd,
  code,
  currency,
  date,
  digits,
  freeText,
  instant,
  label,
  ownedReference,
  positiveRatio,
  techPrefix,
  thingName,
  timeBasis,
  timeZone,
} from './schema-scalars.js';

const weekday = choice([1, 2, 3, 4, 5, 6, 7]);

const timeWindowKind = record<TimeWindow>(
  'TimeWindow',
  'A part of the week, in the local time of its profile.',
  {
    weekdays: required(
      list(weekday, { countMin: 1, countMax: 7, unique: true }),
      'ISO weekdays on which the window begins: 1 is Monday, 7 is Sunday.',
      { example: [1, 2, 3, 4, 5] },
    ),
    from: required(clockTime, 'Begin, which belongs to the window.', { example: '08:00' }),
    to: required(
      clockTimeOrEnd,
      'End, which does not belong. Not after `from`: the window runs over midnight.',
      { example: '20:00' },
    ),
  },
  { oneLine: true },
);

const timeExceptionKind = record<TimeException>(
  'TimeException',
  'One day that does not follow the week, such as a holiday.',
  {
    date: required(date, 'Local date.', { example: '2026-12-25' }),
    as: required(
      choice(['in', 'out', 1, 2, 3, 4, 5, 6, 7]),
      'The whole day is in, is out, or counts as this weekday.',
      { example: 7 },
    ),
  },
  { oneLine: true },
);

const timeProfileKind = record<TimeProfile>('TimeProfile', 'Named weekly windows in a time zone.', {
  name: required(thingName, 'Unique among the time profiles.', { example: 'Peak' }),
  timeZone: optional(timeZone, 'Zone whose wall clock counts.', { default: DEFAULTS.timeZone }),
  windows: optional(
    list(timeWindowKind, { countMin: 1, countMax: 1000 }),
    'The profile holds while any of them does.',
    { leftOut: 'every minute of the week' },
  ),
  months: optional(
    list(wholeNumber(1, 12), { countMin: 1, countMax: 12, unique: true }),
    'Months in which the profile holds.',
    { leftOut: 'all months' },
  ),
  monthDays: optional(
    list(wholeNumber(1, 31), { countMin: 1, countMax: 31, unique: true }),
    'Days of the month on which the profile holds.',
    { leftOut: 'all days' },
  ),
  exceptions: optional(
    list(timeExceptionKind, { countMax: 10_000 }),
    'Dated exceptions, each date once.',
    { leftOut: 'none' },
  ),
});

const codeDeckEntryKind = record<CodeDeckEntry>(
  'CodeDeckEntry',
  'What a code is called.',
  {
    code: required(code, 'Unique in the deck.', { example: '43664' }),
    name: required(label(1000), 'Name of the destination.', { example: 'Austria Mobile' }),
    country: optional(label(200), 'ISO 3166 alpha-2, or whatever the country is called here.', {
      example: 'AT',
    }),
  },
  { oneLine: true },
);

const codeDeckKind = record<CodeDeck>('CodeDeck', 'Codes and what they are called.', {
  name: required(thingName, 'Unique among the code decks.'),
  codes: required(list(codeDeckEntryKind), 'The codes.'),
});

const nameOf = (noun: string) =>
  `Name of a ${noun}; \`owner/name\` where two owners have one of that name, \`/name\` for the ` +
  "operator's.";
const TABLE = nameOf('rate table');

const ratingPlanEntryKind = record<RatingPlanEntry>(
  'RatingPlanEntry',
  'One rate table of a plan.',
  {
    rateTable: required(ownedReference, TABLE),
    weight: optional(wholeNumber(0, 1_000_000), 'The higher weight is asked first.', {
      default: DEFAULTS.weight,
    }),
    timing: optional(thingName, 'Name of the time profile in which the entry takes part.', {
      leftOut: 'always',
    }),
  },
  { oneLine: true },
);

const ratingPlanKind = record<RatingPlan>('RatingPlan', 'Rate tables with weights and timings.', {
  name: required(thingName, 'Unique among the rating plans of its owner.', {
    example: 'Business',
  }),
  owner: optional(thingName, 'Account that the plan belongs to.', { leftOut: 'the operator' }),
  description: optional(freeText(10_000), 'Text for people.'),
  currency: optional(currency, 'Currency of all its tables.', { leftOut: "the tables'" }),
  precedence: optional(
    choice(PRECEDENCES),
    '`weight`: the heaviest entry that has a rate. `prefix`: the longest code over all entries.',
    { default: DEFAULTS.precedence },
  ),
  timeBasis: optional(timeBasis, 'Replaces that of the tables.', { leftOut: "each table's own" }),
  entries: required(list(ratingPlanEntryKind, { countMax: 1000 }), 'Each table once per timing.'),
});

const accountKind = record<Account>(
  'Account',
  'A party: who pays, or who is paid.',
  {
    name: required(thingName, 'Unique among the accounts.', { example: 'Acme' }),
    kind: required(choice(ACCOUNT_KINDS), 'What the party is.'),
    parent: optional(thingName, 'Account above this one.', { leftOut: 'the operator' }),
    currency: optional(currency, 'Currency of every plan assigned to it.', { leftOut: 'any' }),
    timeZone: optional(timeZone, 'Zone in which its days are shown.', {
      default: DEFAULTS.timeZone,
    }),
    status: optional(choice(ACCOUNT_STATUSES), 'Whether it may call.', {
      default: DEFAULTS.accountStatus,
    }),
    network: optional(thingName, "The operator's network that a device stands on."),
  },
  { oneLine: true },
);

const numberRuleKind = record<NumberRule>(
  'NumberRule',
  'Turns the way in which a number is dialled into the international one.',
  {
    strip: required(digits(0, 32), 'Digits to take off the front; `""` fits every number.', {
      example: '00',
    }),
    add: optional(digits(0, 32), 'Digits to put there instead.', { default: '' }),
    numberLength: optional(numberLengthKind, 'Digits of the number before the rule.', {
      leftOut: 'any length',
    }),
  },
  { oneLine: true },
);

const trunkKind = record<Trunk>('Trunk', 'A connection of a customer or carrier.', {
  name: required(thingName, 'Unique among the trunks.', { example: 'Acme Vienna' }),
  account: required(thingName, 'Name of its account, a customer or a carrier.'),
  techPrefix: optional(techPrefix, 'Taken off the front of the called number.', {
    leftOut: 'none',
    example: '99#',
  }),
  numberRules: optional(
    list(numberRuleKind, { countMax: 1000 }),
    'Tried in order on numbers without a `+`; the first that fits is applied.',
    { leftOut: 'none' },
  ),
});

const eitherOf = (one: string, other: string) => ({
  oneOf: [{ required: [one] }, { required: [other] }],
});

const assignmentKind = record<Assignment>(
  'Assignment',
  'Which plan or table prices an account or trunk, from when on. Exactly one of `account` and ' +
    '`trunk`, exactly one of `ratingPlan` and `rateTable`.',
  {
    account: optional(thingName, 'Name of an account.'),
    trunk: optional(thingName, 'Name of a trunk.'),
    ratingPlan: optional(ownedReference, nameOf('rating plan')),
    rateTable: optional(ownedReference, TABLE),
    activatesAt: optional(instant, 'First instant at which it counts.', { leftOut: 'always' }),
    endsAt: optional(
      instant,
      'First instant at which it counts no more; an older assignment does not come back.',
      { leftOut: 'when the next one begins' },
    ),
  },
  {
    oneLine: true,
    jsonSchema: { allOf: [eitherOf('account', 'trunk'), eitherOf('ratingPlan', 'rateTable')] },
  },
);

const exchangeRateKind = record<ExchangeRate>(
  'ExchangeRate',
  'What one currency is worth in another from a date on, in this direction only.',
  {
    from: required(currency, 'Currency that is converted.', { example: 'EUR' }),
    to: required(currency, 'Currency that comes out.', { example: 'USD' }),
    rate: required(positiveRatio, 'Units of `to` for one unit of `from`.', {
      example: '1.0835',
    }),
    date: required(instant, 'Date (from 00:00 UTC on) or instant from which it holds.', {
      example: '2026-11-21',
    }),
  },
  { oneLine: true },
);

export const bookKind = record<Book>('Book', 'The whole rating configuration as one document.', {
  book: required(choice([1]), 'Version of this format.'),
  timeProfiles: optional(list(timeProfileKind), 'Named parts of the week.'),
  codeDecks: optional(list(codeDeckKind), 'Names of destinations.'),
  rateTables: optional(list(rateTableKind), 'Price lists.'),
  ratingPlans: optional(list(ratingPlanKind), 'Price lists put together.'),
  accounts: optional(list(accountKind), 'Parties.'),
  trunks: optional(list(trunkKind), 'Connections of the parties.'),
  assignments: optional(list(assignmentKind), 'Who is priced by what, from when on.'),
  exchangeRates: optional(list(exchangeRateKind), 'For margins in one currency.'),
});
