/**
 * The layers run one way: cli -> app -> http -> gateway; app -> subgraphs -> kernel; subgraphs -> database.
 * `npm run check:layers` proves it.
 */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: `^src/${from}` },
  to: { path: '^src/', pathNot: [`^src/${from}`, ...allowed.map((place) => `^src/${place}`)] },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-dev-dependency',
      severity: 'error',
      comment: 'what users run must be installed for users',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    only('embedded-mongo-stands-alone', 'embedded-mongo/', [], 'the embedded database imports nothing of the rest'),
    only(
      'gateway-knows-no-domain',
      'gateway/',
      [],
      'the federation engine knows nothing of cars, database or HTTP server',
    ),
    only('kernel-is-the-ground', 'kernel/', [], 'the kernel imports nothing of the rest'),
    only('database-on-kernel', 'database/', ['kernel/'], 'the database layer may use the kernel'),
    only(
      'subgraphs-on-kernel-and-database',
      'subgraphs/',
      ['kernel/', 'database/'],
      'a subgraph uses kernel and database only',
    ),
    {
      name: 'no-subgraph-imports-another',
      severity: 'error',
      comment: 'subgraphs meet only in the graph',
      from: { path: '^src/subgraphs/([^/]+)/' },
      to: { path: '^src/subgraphs/', pathNot: ['^src/subgraphs/$1/'] },
    },
    only(
      'importers-below-app',
      'importers/',
      ['kernel/', 'database/', 'subgraphs/'],
      'importers write through the models of the subgraphs',
    ),
    only(
      'observability-beside-gateway',
      'observability/',
      ['gateway/observer', 'kernel/loaders/loader-observer'],
      'who looks on knows the engine and the loaders by their observers only',
    ),
    only('http-on-gateway', 'http/', ['gateway/', 'kernel/', 'observability/'], 'the HTTP layer serves a gateway'),
    {
      name: 'nobody-imports-app-or-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|commands|app)' },
      to: { path: '^src/(cli|commands|app)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
