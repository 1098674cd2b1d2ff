/** Which way the arrows go: lambdas -> adapters -> domain. Layers that nobody checks rot. */
const pureLibraries = 'node_modules/(zod|canonicalize|fast-json-patch)/';
const pureNodeModules = '^(node:)?(crypto|util|assert|url)$';
/** The types of Lambda events come without a package of that name. */
const typesOnly = '^aws-lambda$';
/** The rooms of the domain, the lowest first: code that runs knows its own room and those below it. */
const floors = [
  'common',
  'supply',
  'calendar',
  'availability',
  'bookings',
  'identity',
  'channel',
  'credentials',
  'pacing',
  'listings',
  'attempts',
  'content',
  'targets',
  'inbound',
  'checks',
  'sync',
  'recovery',
  'archive',
  'health',
  'alerts',
  'webhook',
];
/** The highest floor may know all others, so it needs no rule. */
const stairs = floors.slice(0, -1).map((room, floor) => ({
  name: `${room}-knows-lower-floors-only`,
  comment: 'A rule is found where it is said to be when no two rooms know each other.',
  severity: 'error',
  from: { path: `^domain/${room}/` },
  to: {
    path: `^domain/(${floors.slice(floor + 1).join('|')})/`,
    dependencyTypesNot: ['type-only'],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...stairs,
    {
      name: 'domain-is-pure',
      comment:
        'Rules know no database, no cloud and no channel. What they need of those is a port.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: ['^domain/', pureLibraries, pureNodeModules] },
    },
    {
      name: 'adapters-know-domain-only',
      comment: 'An adapter implements a port; it neither runs functions nor builds stacks.',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: '^(bench|bin|lambdas|lib|local|test)/' },
    },
    {
      name: 'no-function-imports-another',
      comment:
        'Functions are deployed and permitted one by one; what two need belongs to domain or adapters.',
      severity: 'error',
      from: { path: '^lambdas/([^/]+)/' },
      to: { path: '^lambdas/', pathNot: '^lambdas/$1/' },
    },
    {
      name: 'functions-know-no-infrastructure',
      severity: 'error',
      from: { path: '^lambdas/' },
      to: { path: '^(bench|bin|lib|local|test)/' },
    },
    {
      name: 'only-wiring-joins',
      comment:
        'In a function, index.ts and routes/ know adapters; handler.ts gets what it needs passed in.',
      severity: 'error',
      from: { path: '^lambdas/[^/]+/', pathNot: '^lambdas/[^/]+/(index\\.ts$|routes/)' },
      to: {
        path: '^adapters/',
        dependencyTypesNot: ['type-only'],
        pathNot: '^adapters/(http|telemetry)/',
      },
    },
    {
      name: 'infrastructure-knows-the-contract-only',
      comment:
        'Stacks know functions by file path. The route table and what queues are made with are plain data, so they may be read.',
      severity: 'error',
      from: { path: '^lib/' },
      to: {
        path: '^(adapters|bench|bin|domain|lambdas|local|test)/',
        pathNot: '^adapters/(http/(route|route-table)|sqs/max-receive-count)\\.ts$',
      },
    },
    {
      name: 'the-local-cloud-imports-no-handler',
      comment: 'It runs the bundles that would be deployed, not the sources.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^lambdas/' },
    },
    {
      name: 'nothing-ships-its-tests',
      severity: 'error',
      from: { pathNot: '^((test|bench)/|vitest\\.config\\.ts$)' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'the-console-knows-the-contract-only',
      comment: 'What runs in a browser knows of the API what its document says.',
      severity: 'error',
      from: { path: '^console/' },
      to: { path: '^(adapters|bench|bin|domain|lambdas|lib|local|test)/' },
    },
    {
      name: 'nothing-that-runs-elsewhere-knows-the-console',
      severity: 'error',
      from: { pathNot: '^(console|test)/' },
      to: { path: '^console/' },
    },
    {
      name: 'functions-use-declared-dependencies',
      comment: 'What a bundle contains is a dependency, not a development dependency.',
      severity: 'error',
      from: { path: '^(adapters|domain|lambdas)/' },
      to: {
        pathNot: typesOnly,
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-circle',
      comment: 'Types may refer to each other; code that runs may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: typesOnly },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(cdk\\.out|dist|coverage|\\.local)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
