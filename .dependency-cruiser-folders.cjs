/**
 * Circles between folders, which no rule on files can see. Only product code counts: a test may look
 * at whatever it tests.
 */

const { options } = require('./.dependency-cruiser.cjs');

module.exports = {
  forbidden: [
    {
      name: 'no-folder-cycles',
      comment: 'Folders that import each other in a circle are one folder with two names.',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    ...options,
    exclude: { path: ['[.]test[.]ts$', '/dist/'] },
    includeOnly: { path: '^(engine|decks|server)/src/' },
    metrics: true,
  },
};
