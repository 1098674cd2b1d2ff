/** One small fault put into the sources on purpose, and the tests that must notice it. */
export interface Mutation {
  readonly name: string;
  /** The invariant it breaks. */
  readonly invariant: number;
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly search: string;
  readonly replace: string;
  readonly tests: readonly string[];
}

const syncPass = ['test/domain/sync/sync-pass.test.ts'];
const syncStore = ['test/adapters/dynamodb/sync-store.test.ts'];

export const mutations: readonly Mutation[] = [
  {
    name: 'the window is fixed: calls before its last boundary are forgotten',
    invariant: 1,
    file: 'domain/sync/window.ts',
    search: 'return reserved.filter((call) => call.t > now - memoryMs);',
    replace: 'return reserved.filter((call) => call.t >= now - (now % memoryMs));',
    tests: ['test/domain/sync/window.test.ts'],
  },
  {
    name: 'the margin for the jitter is left out',
    invariant: 1,
    file: 'domain/sync/window.ts',
    search: 'const span = limit.window_ms + policy.margin_ms;',
    replace: 'const span = limit.window_ms;',
    tests: ['test/domain/sync/window.test.ts'],
  },
  {
    name: 'replays take the share of the window that is left to updates',
    invariant: 1,
    file: 'domain/sync/reserve-starts.ts',
    search: "return listing.replay_id === undefined ? 'live' : 'replay';",
    replace: "return listing.replay_id === undefined ? 'live' : 'live';",
    tests: ['test/domain/sync/replays.test.ts'],
  },
  {
    name: 'a worker goes on under a limit that has been changed',
    invariant: 1,
    file: 'adapters/dynamodb/target-may-be-called.ts',
    search: 'rate_limit_config = :limit AND ',
    replace: '(rate_limit_config = :limit OR is_active = :yes) AND ',
    tests: syncStore,
  },
  {
    name: 'a dead worker leaves its audit row open',
    invariant: 2,
    file: 'adapters/dynamodb/sync-store.ts',
    search: 'if (left === undefined) return [];',
    replace: 'if (left?.id !== "") return [];',
    tests: syncStore,
  },
  {
    name: 'nobody heeds the lease',
    invariant: 3,
    file: 'domain/sync/decide-sync.ts',
    search: 'if (lease > now)',
    replace: 'if (lease > Number.MAX_SAFE_INTEGER)',
    tests: syncPass,
  },
  {
    name: 'the lease is taken whatever has happened to the listing since it was read',
    invariant: 4,
    file: 'adapters/dynamodb/listing-update.ts',
    search: "['#revision = :read']",
    replace: "['(#revision = :read OR attribute_exists(pk))']",
    tests: syncStore,
  },
  {
    name: 'a change during the call is taken for sent',
    invariant: 4,
    file: 'domain/sync/wishes.ts',
    search: 'return current.revision === opened.revision + 1;',
    replace: 'return current.revision > 0;',
    tests: syncPass,
  },
  {
    name: 'an unclear create is made again without looking first',
    invariant: 5,
    file: 'domain/sync/decide-sync.ts',
    search: "operation: 'create', look_first: unclear &&",
    replace: "operation: 'create', look_first: false &&",
    tests: syncPass,
  },
  {
    name: 'an unchanged hash is trusted although the last answer was unclear',
    invariant: 4,
    file: 'domain/sync/decide-sync.ts',
    search: 'const known = external !== null && !unclear && !asked;',
    replace: 'const known = external !== null && !asked;',
    tests: syncPass,
  },
  {
    name: 'a 429 uses up a retry',
    invariant: 6,
    file: 'domain/sync/settle.ts',
    search: "retry_count: next.kind === 'retry' ? retries + 1 : retries,",
    replace: 'retry_count: retries + 1,',
    tests: syncPass,
  },
  {
    name: 'a 429 is obeyed for half the time',
    invariant: 6,
    file: 'domain/sync/silence.ts',
    search: 'return (retryAt ?? moment.now + moment.window_ms) + politenessMs;',
    replace: 'return moment.now + ((retryAt ?? moment.now + moment.window_ms) - moment.now) / 2;',
    tests: syncPass,
  },
  {
    name: 'retries have no end',
    invariant: 6,
    file: 'domain/sync/settle.ts',
    search: 'if (retries >= maxRetries)',
    replace: 'if (retries > maxRetries * 10)',
    tests: syncPass,
  },
  {
    name: 'a listing that waits for a retry is not due',
    invariant: 7,
    file: 'domain/sync/settle.ts',
    search: 'due_at: toTimestamp(Math.max(at, now) + sweepAfterMs),\n      },\n      remove: [],',
    replace: "},\n      remove: ['due_at'],",
    tests: syncPass,
  },
  {
    name: 'what breaks on one listing breaks the batch',
    invariant: 8,
    file: 'domain/sync/pass.ts',
    search: "return { kind: 'broken', error };",
    replace: 'throw error;',
    tests: ['test/domain/sync/neighbours.test.ts'],
  },
  {
    name: 'a paused target is called',
    invariant: 9,
    file: 'domain/sync/decide-sync.ts',
    search: 'if (!target.is_active)',
    replace: 'if (target.id === "")',
    tests: syncPass,
  },
  {
    name: 'opening an attempt does not look at the target',
    invariant: 9,
    file: 'adapters/dynamodb/target-may-be-called.ts',
    search:
      "'is_active = :yes AND deleted_at = :null AND rate_limit_config = :limit AND (blocked_until = :null OR blocked_until <= :now)',",
    replace:
      "'is_active = :yes OR deleted_at = :null OR rate_limit_config = :limit OR blocked_until = :null OR blocked_until <= :now',",
    tests: syncStore,
  },
  {
    name: 'reads that wait for their turns do not look whether the target was paused',
    invariant: 9,
    file: 'domain/sync/turn.ts',
    search: '  await look();\n',
    replace: '',
    tests: ['test/domain/sync/channel-access.test.ts'],
  },
  {
    name: 'a secret that comes back in a URL is not recognised',
    invariant: 10,
    file: 'adapters/hostaway/redact.ts',
    search: 'encodeURIComponent(secret.toWellFormed()),',
    replace: 'secret,',
    tests: ['test/adapters/hostaway/redact.test.ts'],
  },
  {
    name: 'a row is written whether or not it is there',
    invariant: 11,
    file: 'adapters/dynamodb/audit-items.ts',
    search: "ConditionExpression: 'attribute_not_exists(pk)',",
    replace: "ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(pk)',",
    tests: syncStore,
  },
  {
    name: 'a replay has the key of the work it repeats',
    invariant: 4,
    file: 'domain/sync/plan.ts',
    search: 'idempotencyKey(content.unit.version, listing, asker)',
    replace: 'idempotencyKey(content.unit.version, listing)',
    tests: ['test/domain/sync/replays.test.ts', ...syncPass],
  },
  {
    name: 'targets are found whoever asks',
    invariant: 12,
    file: 'adapters/dynamodb/keys.ts',
    search: '{ pk: tenantPk(tenant), sk: `TARGET#',
    replace: "{ pk: tenantPk({ ...tenant, org_id: 'any' }), sk: `TARGET#",
    tests: ['test/lambdas/tenants.test.ts'],
  },
  {
    name: 'accounts of one organisation share their listings',
    invariant: 12,
    file: 'adapters/dynamodb/keys.ts',
    search: 'export function tenantPk(tenant: Tenant): string {',
    replace:
      "export function tenantPk(tenant: Tenant): string {\n  tenant = { ...tenant, account_id: 'any' };",
    tests: ['test/lambdas/tenants.test.ts'],
  },
];
