import type { Mutation } from './mutation.ts';

const syncStore = ['test/adapters/dynamodb/sync/sync-store.test.ts'];

export const boundaryMutations: readonly Mutation[] = [
  {
    name: 'a secret that comes back in a URL is not recognised',
    promise: 10,
    file: 'adapters/hostaway/redact-answer.ts',
    search: 'const url = encodeURIComponent(secret.toWellFormed());',
    replace: 'const url = secret;',
    tests: ['test/adapters/hostaway/redact-answer.test.ts'],
  },
  {
    name: 'credentials go wherever the target points',
    promise: 10,
    file: 'domain/credentials/bound-secret.ts',
    search: 'if (current.origin == null || current.origin === origin) return current;',
    replace: "if (current.origin !== '') return current;",
    tests: ['test/adapters/secrets/secret-store.test.ts'],
  },
  {
    name: 'a target moves to another origin with the credentials it has',
    promise: 10,
    file: 'domain/targets/move-target.ts',
    search: 'if (new URL(base_url).origin !== new URL(target.base_url).origin)',
    replace: "if (new URL(base_url).origin === '')",
    tests: ['test/domain/targets/update-target.test.ts'],
  },
  {
    name: 'half a secret is left at the cut of what is looked at',
    promise: 10,
    file: 'adapters/hostaway/redact-answer.ts',
    search: '? clean.slice(0, -edge) : clean',
    replace: '? clean : clean',
    tests: ['test/adapters/hostaway/redact-answer.test.ts'],
  },
  {
    name: 'all that a stranger writes is looked at',
    promise: 10,
    file: 'adapters/hostaway/redact-answer.ts',
    search: 'let clean = text.slice(0, looked + edge);',
    replace: 'let clean = text;',
    tests: ['test/adapters/hostaway/redact-answer.test.ts'],
  },
  {
    name: 'a row is written whether or not it is there',
    promise: 11,
    file: 'adapters/dynamodb/audit/audit-items.ts',
    search: "ConditionExpression: 'attribute_not_exists(pk)',",
    replace: "ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(pk)',",
    tests: syncStore,
  },
  {
    name: 'targets are found whoever asks',
    promise: 12,
    file: 'adapters/dynamodb/keys.ts',
    search: '{ pk: tenantPk(tenant), sk: `TARGET#',
    replace: "{ pk: tenantPk({ ...tenant, org_id: 'any' }), sk: `TARGET#",
    tests: ['test/lambdas/tenants.test.ts'],
  },
  {
    name: 'accounts of one organisation share their listings',
    promise: 12,
    file: 'adapters/dynamodb/keys.ts',
    search: 'export function tenantPk(tenant: Tenant): string {',
    replace:
      "export function tenantPk(tenant: Tenant): string {\n  tenant = { ...tenant, account_id: 'any' };",
    tests: ['test/lambdas/tenants.test.ts'],
  },
  {
    name: "another tenant's key is revoked",
    promise: 12,
    file: 'adapters/dynamodb/identity/api-keys.ts',
    search:
      'if (key?.org_id !== tenant.org_id || key.account_id !== tenant.account_id) return false;',
    replace: 'if (key === undefined) return false;',
    tests: ['test/adapters/dynamodb/identity/api-keys.test.ts'],
  },
];
