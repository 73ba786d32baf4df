/**
 * Who may import whom. The picture is in docs/ARCHITECTURE.md; this file is what enforces it.
 * CommonJS, because dependency-cruiser loads its configuration with `require`.
 */

const TEST = '[.]test[.]ts$';
/** Folders of `server/src` that hold mechanism, not a noun of the domain. */
const MECHANISM = '^server/src/(access|cli|client|csv|db|http|problems|worker)/';

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
      to: { path: '^engine/', pathNot: '^engine/(src/index[.]ts|dist/index[.](js|d[.]ts))$' },
    },
    {
      name: 'decks-through-their-front-door',
      comment: 'The server uses what @ratedeck/decks exports, never a file inside it.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: TEST },
      to: { path: '^decks/', pathNot: '^decks/(src/index[.]ts|dist/index[.](js|d[.]ts))$' },
    },
    {
      name: 'features-meet-in-services',
      comment: 'A feature uses another feature only through its service.',
      severity: 'error',
      from: { path: '^server/src/([^/]+)/', pathNot: [TEST, MECHANISM] },
      to: {
        path: '^server/src/[^/]+/',
        pathNot: ['^server/src/$1/', '[/-]service[.]ts$', MECHANISM],
      },
    },
    {
      name: 'mechanism-knows-no-feature',
      comment: 'Command line, HTTP, jobs and database are given the features by main.ts.',
      severity: 'error',
      from: { path: MECHANISM, pathNot: TEST },
      to: { path: '^server/src/', pathNot: MECHANISM },
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
      from: { path: '^(engine|server)/src/', pathNot: TEST },
      to: { path: [TEST, '^(test|scripts)/', '^(engine|server)/(test|bench)/'] },
    },
    {
      name: 'declared-dependencies-only',
      comment: 'What the server imports at run time must be installed with it.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: TEST },
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
    doNotFollow: { path: ['node_modules', '^engine/dist'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
      extensions: ['.ts', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
