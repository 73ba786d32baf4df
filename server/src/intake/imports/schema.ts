import { DECK_FIELDS, type DeckField } from '@ratedeck/decks';
import Type, { type Static, type TString } from 'typebox';
import {
  Currency,
  choice,
  freeText,
  Id,
  Instant,
  listQuery,
  Money,
  nullable,
  pageOf,
  ThingName,
  Version,
} from '../../platform/http/schemas.js';
import { Reference, Service } from '../../tariffs/rate-tables/schema.js';
import { ImportMode, ImportPolicies, ImportRowKind, importRowKinds } from '../decisions/schema.js';

/** Packed, as it comes. */
export const FILE_BYTES_MAX = 1024 * 1024 * 1024;

export const importStatuses = [
  'uploaded',
  'mapped',
  'checked',
  'applied',
  'discarded',
  'reverted',
] as const;
const ImportStatus = choice(
  importStatuses,
  '`uploaded`: questions are open. `mapped`: it can be checked. `reverted`: its change set was taken back.',
);
export type ImportStatus = Static<typeof ImportStatus>;

/** What comes is what is kept, so requests and answers have one form. */
const CLOSED = { additionalProperties: false } as const;

const column = Type.Optional(ThingName);
export const ImportMapping = Type.Object(
  Object.fromEntries(DECK_FIELDS.map((field) => [field, column])) as Record<
    DeckField,
    typeof column
  >,
  {
    ...CLOSED,
    description: 'By field the column: its header, its letter (`C`) or its number (`3`).',
  },
);

const Digits = (length: number) => Type.String({ pattern: `^[0-9]{1,${length}}$` });
const shortText = (description: string): TString =>
  Type.String({ ...freeText(200), minLength: 1, description });

/** Said to the questions that a file leaves open. */
const answers = {
  yes: Type.Boolean({ description: 'Takes the guess of every question.' }),
  ignore: Type.Array(shortText('A column.'), {
    maxItems: 500,
    description: 'Columns that nothing is made of, each by its header, letter or number.',
  }),
  priceScale: Type.String({ ...Money, description: 'What prices are multiplied by.' }),
  sheet: shortText('Only this sheet.'),
  encoding: shortText('Of a text.'),
  delimiter: choice([',', ';', '\t', '|']),
  dateOrder: choice(['ymd', 'dmy', 'mdy']),
  countryCode: Type.String({ ...Digits(15), description: 'Put before each code.' }),
  decimalMark: choice(['.', ',']),
  intervalsOrder: choice(['first/next', 'next/first', 'free/first/next', 'first/next/grace']),
  currency: Currency,
  peak: Type.String({
    ...freeText(200),
    description: 'Hours of peak prices.',
    examples: ['1-5 08:00-20:00 Europe/Vienna'],
  }),
  everyNumber: choice(['rate', 'refuse'], 'What `*` or nothing in place of a code is.'),
  inactive: choice(['block', 'leave-out', 'close', 'rate'], 'Rows that the file calls inactive.'),
  accessPrefix: Type.String({
    pattern: '^(none|[0-9]{1,8}[#*]?)$',
    description: 'Digits to dial abroad before each code; `none`: there are none.',
  }),
  jurisdiction: choice(['tags', 'interstate']),
  headerRow: Type.String({
    pattern: '^(none|[1-9][0-9]{0,6})$',
    description: 'Its number, or `none`.',
  }),
};
export const ImportAnswers = Type.Partial(Type.Object(answers), CLOSED);

const settings = {
  mapping: ImportMapping,
  answers: ImportAnswers,
  mode: ImportMode,
  policies: ImportPolicies,
  effectiveFrom: nullable(
    Type.String({ ...Instant, description: 'When rates begin that have no date of their own.' }),
  ),
};
export const ImportSettings = Type.Partial(Type.Object(settings));
export type ImportSettings = Static<typeof ImportSettings>;

export const ImportEdit = Type.Partial(
  Type.Object({
    ...settings,
    mapping: nullable(ImportMapping),
    answers: nullable(ImportAnswers),
    policies: nullable(ImportPolicies),
  }),
  { description: 'What is said is added to what was said before; null takes all of it back.' },
);
export type ImportEdit = Static<typeof ImportEdit>;

const count = (description?: string) =>
  Type.Integer({ minimum: 0, ...(description !== undefined && { description }) });

const Sample = Type.Object({
  row: Type.Integer(),
  cells: Type.Array(Type.Object({ column: Type.String(), text: Type.String() })),
});

export const ImportQuestion = Type.Object({
  code: Type.String(),
  sheet: nullable(Type.String()),
  columns: Type.Array(Type.String()),
  text: Type.String(),
  guess: Type.String(),
  answers: Type.Array(
    Type.Object({
      words: Type.String(),
      settings: ImportSettings,
      isExample: Type.Boolean({ description: 'A value is an example, to be replaced.' }),
    }),
    { description: 'The guess first. Send its `settings` to say it; empty: change the file.' },
  ),
  sample: Type.Array(Sample),
});

const Warning = Type.Object({
  code: Type.String(),
  sheet: nullable(Type.String()),
  row: nullable(Type.Integer()),
  message: Type.String(),
});

export const ImportRecognition = Type.Object({
  format: choice(['csv', 'xlsx', 'xls', 'ods']),
  container: nullable(choice(['gz', 'zip'])),
  encoding: nullable(Type.String()),
  delimiter: nullable(Type.String()),
  currency: nullable(Type.String()),
  sheets: Type.Array(
    Type.Object({
      name: Type.String(),
      isDeck: Type.Boolean(),
      headerRow: nullable(Type.Integer()),
      columns: Type.Array(
        Type.Object({
          index: Type.Integer(),
          header: Type.String(),
          field: nullable(choice(DECK_FIELDS)),
          reason: Type.String(),
        }),
      ),
    }),
  ),
  questions: Type.Array(ImportQuestion, { description: 'Still open.' }),
  assumptions: Type.Array(
    Type.Object({
      sheet: Type.String(),
      what: Type.String(),
      value: Type.String(),
      because: Type.String(),
    }),
  ),
  warnings: Type.Array(Warning),
  rateCount: count('Rates that the rows make.'),
  rejectedCount: count('Rows with faults.'),
});
export type ImportRecognition = Static<typeof ImportRecognition>;

export const ImportCheck = Type.Object({
  at: Type.String({ ...Instant, description: 'What it took for now.' }),
  rows: Type.Object(
    { total: count(), headers: count(), ignored: count(), rejected: count(), rated: count() },
    { description: 'Of the file: the others add up to `total`.' },
  ),
  rates: Type.Object(
    {
      total: count(),
      ...(Object.fromEntries(importRowKinds.map((kind) => [kind, count()])) as Record<
        ImportRowKind,
        ReturnType<typeof count>
      >),
    },
    { description: 'Named by the rated rows: the kinds add up to `total`.' },
  ),
  following: Type.Object(
    { closed: count(), stashed: count(), deleted: count() },
    { description: 'Of rates that no row names.' },
  ),
  specialsLeft: count(
    'Rates that no row names and that are left as they are: special or rated by.',
  ),
  pending: count('Of what is written: begins later.'),
  writes: Type.Object(
    { added: count(), updated: count(), deleted: count() },
    { description: 'What applying it does; the counts of its change set.' },
  ),
  closesAt: nullable(
    Type.String({ ...Instant, description: 'When rates end that the file does not name.' }),
  ),
  stops: Type.Array(
    Type.Object({
      code: choice(['questions_open', 'rows_rejected', 'duplicates', 'no_rates', 'currency']),
      message: Type.String(),
    }),
    { description: 'What stands in the way of applying it.' },
  ),
});
export type ImportCheck = Static<typeof ImportCheck>;

const summary = {
  id: Id,
  version: Version,
  rateTable: Reference,
  status: ImportStatus,
  fileName: Type.String(),
  fileBytes: Type.Integer(),
  check: nullable(ImportCheck),
  changeSetId: nullable(Type.String({ ...Id, description: 'Null: nothing is written.' })),
  steps: Type.Array(
    Type.Object({
      step: choice(['uploaded', 'mapped', 'checked', 'applied', 'discarded']),
      at: Instant,
      actor: Type.Object({
        kind: choice(['user', 'api-key', 'system']),
        id: nullable(Id),
        name: Type.String(),
      }),
    }),
    { description: 'Who did what, when; the latest last.' },
  ),
};
export const ImportSummary = Type.Object(summary);
export type ImportSummary = Static<typeof ImportSummary>;

export const Import = Type.Object({
  ...summary,
  settings: ImportSettings,
  recognition: nullable(ImportRecognition),
});
export type Import = Static<typeof Import>;

export const ImportQuery = listQuery(['id'], { status: Type.Optional(ImportStatus) }, '-id');
export type ImportQuery = Static<typeof ImportQuery>;
export const ImportPage = pageOf(ImportSummary);

export const UploadQuery = Type.Object({
  fileName: Type.Optional(
    Type.String({ ...ThingName, description: 'Of a file that is the body itself.' }),
  ),
});

const Price = nullable(Type.String({ ...Money, description: 'Null: the default of the table.' }));

export const ImportRow = Type.Object({
  ordinal: Type.Integer(),
  kind: ImportRowKind,
  effect: choice(['none', 'add', 'update', 'stash', 'delete'], 'What applying it does.'),
  sheet: nullable(Type.String()),
  row: nullable(Type.Integer({ description: 'Null: no row of the file names the rate.' })),
  code: Type.String(),
  name: nullable(Type.String()),
  service: nullable(Service),
  tag: nullable(Type.String()),
  beforeId: nullable(Type.String({ ...Id, description: 'The rate that it is compared with.' })),
  beforePrice: Price,
  price: Price,
  blocked: Type.Boolean(),
  effectiveFrom: nullable(Instant),
  effectiveTo: nullable(Instant),
  pending: Type.Boolean({ description: 'Begins later than the check.' }),
  reason: nullable(Type.String({ description: 'Why nothing is written, for programs.' })),
  message: nullable(Type.String({ description: 'The same for people, with what would be right.' })),
});
export type ImportRow = Static<typeof ImportRow>;

export const ImportRowQuery = listQuery(['ordinal'], {
  kind: Type.Optional(ImportRowKind),
  code: Type.Optional(
    Type.String({ pattern: '^[0-9]{0,32}$', description: 'Codes that begin so.' }),
  ),
  name: Type.Optional(
    Type.String({ ...freeText(1000), minLength: 1, description: 'This very name.' }),
  ),
});
export type ImportRowQuery = Static<typeof ImportRowQuery>;
export const ImportRowPage = pageOf(ImportRow);
