/**
 * Who may import whom. The picture is in docs/ARCHITECTURE.md; this file is what enforces it.
 * CommonJS, because dependency-cruiser loads its configuration with `require`.
 */

const TEST = '[.]test[.]ts$';
/** Folders of `server/src` that hold mechanism, not a noun of the domain. */
const PLATFORM = '^server/src/platform/';
/**
 * Folders inside a group that several of its features stand on: no routes and no border of their own,
 * every file is for others.
 */
const SHARED =
  '^server/src/(tariffs/(charge|stored-rates|bulk-changes)|intake/(decisions|staging))/';
/** Groups of features, each with the groups below it that it may use. */
const GROUPS = {
  platform: [],
  catalogue: ['platform'],
  tariffs: ['platform', 'catalogue'],
  // A command that brings a deck to a server asks in the words of those that read one here.
  intake: ['platform', 'catalogue', 'tariffs', 'offline'],
  usage: ['platform', 'catalogue', 'tariffs', 'intake'],
  offline: ['platform'],
  system: ['platform', 'catalogue', 'tariffs', 'intake', 'usage', 'offline'],
};
/** Rooms of the engine, each with the rooms that it may use. */
const ROOMS = {
  values: [],
  lookup: [],
  book: ['values'],
  event: ['values', 'book'],
  time: ['values', 'book'],
  compiled: ['values', 'lookup', 'book', 'event', 'time'],
  compile: ['values', 'lookup', 'book', 'event', 'time', 'compiled'],
  pricing: ['values', 'lookup', 'book', 'event', 'time', 'compiled'],
  results: ['values', 'book', 'event', 'time', 'compiled', 'pricing'],
  batch: ['values', 'book', 'event', 'time', 'compiled', 'pricing', 'results'],
};

/** One rule for each folder: what it may use, besides itself. */
function downwards(parent, below, comment) {
  return Object.entries(below).map(([name, allowed]) => ({
    name: `${parent.split('/')[0]}-${name}-looks-down`,
    comment,
    severity: 'error',
    from: { path: `^${parent}/${name}/`, pathNot: TEST },
    to: {
      path: `^${parent}/`,
      pathNot: [name, ...allowed].map((folder) => `^${parent}/${folder}/`),
    },
  }));
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Files that import each other in a circle can only be understood together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'engine-is-pure',
      comment: 'The engine imports nothing outside its own sources: no package, no Node module.',
      severity: 'error',
      from: { path: '^engine/src/', pathNot: TEST },
      to: { pathNot: '^engine/src/' },
    },
    ...downwards('engine/src', ROOMS, 'A room of the engine uses the rooms below it only.'),
    {
      name: 'engine-knows-no-server',
      comment: 'Tests and benchmarks of the engine included.',
      severity: 'error',
      from: { path: '^engine/' },
      to: { path: '^(decks|server)/' },
    },
    {
      name: 'decks-know-no-server',
      comment: 'Decks are read without a database and without the program around them.',
      severity: 'error',
      from: { path: '^decks/' },
      to: { path: '^server/' },
    },
    {
      name: 'engine-through-its-front-door',
      comment: 'Decks and server use what @ratedeck/engine exports, never a file inside it.',
      severity: 'error',
      from: { path: '^(decks|server)/src/', pathNot: TEST },
      to: { path: '^engine/', pathNot: '^engine/(src|dist)/(batch/)?index[.](js|ts|d[.]ts)$' },
    },
    {
      name: 'decks-through-their-front-door',
      comment: 'The server uses what @ratedeck/decks exports, never a file inside it.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: TEST },
      to: { path: '^decks/', pathNot: '^decks/(src|dist)/(calls/)?index[.](js|ts|d[.]ts)$' },
    },
    ...downwards('server/src', GROUPS, 'usage > intake > tariffs > catalogue > platform.'),
    {
      name: 'features-meet-in-services',
      comment: 'A feature uses another one through what it does (service) and its words (schema).',
      severity: 'error',
      from: { path: '^server/src/([^/]+)/([^/]+)/', pathNot: [TEST, PLATFORM] },
      to: {
        path: '^server/src/[^/]+/[^/]+/',
        pathNot: ['^server/src/$1/$2/', '[/-](service|schema)[.]ts$', PLATFORM, SHARED],
      },
    },
    {
      name: 'stores-are-of-their-feature',
      comment:
        'SQL, and conditions of it, are known in their own folder and in rooms that are shared.',
      severity: 'error',
      from: { path: '^server/src/([^/]+)/([^/]+)/', pathNot: [TEST, PLATFORM] },
      to: {
        path: '[/-](store|conditions|image)[.]ts$',
        pathNot: ['^server/src/$1/$2/', PLATFORM, SHARED],
      },
    },
    {
      name: 'main-is-the-top',
      comment: 'main.ts wires parts together; nothing imports it.',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: '^server/src/main[.]ts$' },
    },
    {
      name: 'product-without-tests',
      comment: 'No product file imports a test, a benchmark or a script.',
      severity: 'error',
      from: { path: '^(engine|decks|server)/src/', pathNot: TEST },
      to: { path: [TEST, '^(test|scripts)/', '^(engine|decks|server)/(test|bench)/'] },
    },
    {
      name: 'declared-dependencies-only',
      comment: 'What decks and server import at run time must be installed with them.',
      severity: 'error',
      from: { path: '^(decks|server)/src/', pathNot: TEST },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^(engine|decks)/dist'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
      extensions: ['.ts', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
