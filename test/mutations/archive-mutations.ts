import type { Mutation } from './mutation.ts';

const keeping = ['test/domain/archive/keep-audit.test.ts'];
const adapters = ['test/adapters/archive/audit-keeper.test.ts'];

export const archiveMutations: readonly Mutation[] = [
  {
    name: 'a day of which the archive has something is taken for archived',
    promise: 'Archive',
    file: 'domain/archive/look-at-day.ts',
    search: 'places.filter((place) => !keys.has(rowKey(place)));',
    replace: 'places.filter(() => keys.size === 0);',
    tests: keeping,
  },
  {
    name: 'what the archive does not have is removed from the log',
    promise: 'Archive',
    file: 'domain/archive/look-at-day.ts',
    search: 'places.filter((place) => keys.has(rowKey(place)));',
    replace: 'places;',
    tests: keeping,
  },
  {
    name: 'a row closed moments before a look counts as archived by it',
    promise: 'Archive',
    file: 'domain/archive/look-at-day.ts',
    search: 'Date.parse(completed_at) + settledMs <',
    replace: 'Date.parse(completed_at) <',
    tests: keeping,
  },
  {
    name: 'the archive of a day is not checked before its rows die',
    promise: 'Archive',
    file: 'domain/archive/due-look.ts',
    search: "if (age >= checkAfterMs) return 'check';",
    replace: '',
    tests: keeping,
  },
  {
    name: 'an old row is not archived when it dies, since its day was looked at',
    promise: 'Archive',
    file: 'domain/archive/rescue-rows.ts',
    search: 'look === undefined || !isSeenBy(look, row)',
    replace: 'look === undefined',
    tests: keeping,
  },
  {
    name: 'a row is removed before its time, since it is in the archive',
    promise: 'Archive',
    file: 'adapters/dynamodb/audit/attempt-log.ts',
    search: "ConditionExpression: 'expires_at <= :now',",
    replace: "ConditionExpression: 'expires_at > :now OR expires_at <= :now',",
    tests: adapters,
  },
  {
    name: 'an object of the archive replaces another of the same time',
    promise: 'Archive',
    file: 'adapters/s3/audit-archive.ts',
    search: "hash.digest('hex').slice(0, 32)",
    replace: "'0'.repeat(32)",
    tests: adapters,
  },
  {
    name: 'a row that cannot be read keeps its day from being archived',
    promise: 'Archive',
    file: 'adapters/dynamodb/audit/archived-item.ts',
    search: 'return { ...keys, raw: JSON.stringify(item, bytesInBase64) };',
    replace: "throw new Error('unreadable');",
    tests: adapters,
  },
  {
    name: 'attempts at a target that is deleted are not archived',
    promise: 'Archive',
    file: 'adapters/dynamodb/targets/target-registry.ts',
    search: 'yield* this.#query(goneTargetsPk);',
    replace: '',
    tests: adapters,
  },
  {
    name: 'what is exported from the archive runs in a spreadsheet',
    promise: 'Archive',
    file: 'bin/audit-csv.ts',
    search: 'escape_formulas: true,',
    replace: 'escape_formulas: false,',
    tests: ['test/bin/audit-csv.test.ts'],
  },
];
