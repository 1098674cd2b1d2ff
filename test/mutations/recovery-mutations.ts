import type { Mutation } from './mutation.ts';

const syncPass = ['test/domain/sync/sync-pass.test.ts'];
const syncStore = ['test/adapters/dynamodb/sync/sync-store.test.ts'];

export const recoveryMutations: readonly Mutation[] = [
  {
    name: 'a listing that waits for a retry is not due',
    promise: 7,
    file: 'domain/attempts/settle.ts',
    search: 'due_at: toTimestamp(Math.max(at, now) + sweepAfterMs),\n      },\n      remove: [],',
    replace: "},\n      remove: ['due_at'],",
    tests: syncPass,
  },
  {
    name: 'what a small limit lets through in one pass is forgotten by the next',
    promise: 7,
    file: 'domain/channel/reference.ts',
    search: 'await cache.put(window_key, known.reference, least_ms);',
    replace: '',
    tests: ['test/domain/sync/channel-access.test.ts', 'test/domain/sync/small-limits.test.ts'],
  },
  {
    name: 'a listing that was taken out of a deep queue gets no new job',
    promise: 7,
    file: 'domain/recovery/sweep.ts',
    search: "return look.deep && waits === 'queued' ? [] : [jobOf(due, look.queue)];",
    replace: 'return look.deep ? [] : [jobOf(due, look.queue)];',
    tests: ['test/domain/recovery/sweep.test.ts'],
  },
  {
    name: 'a listing one version behind its unit is not found',
    promise: 7,
    file: 'domain/recovery/forgotten.ts',
    search: 'version > (listing.last_sync_version ?? 0) &&',
    replace: 'version > (listing.last_sync_version ?? 0) + 1 &&',
    tests: ['test/domain/recovery/forgotten.test.ts'],
  },
  {
    name: 'a change that could not be dispatched is not tried again',
    promise: 7,
    file: 'lambdas/sync-dispatcher/handler.ts',
    search: "return age_ms < sendForMs ? 'again' : 'done';",
    replace: "return 'done';",
    tests: ['test/lambdas/sync-dispatcher/handler.test.ts'],
  },
  {
    name: 'content that was mapped without a vocabulary stays so',
    promise: 7,
    file: 'domain/attempts/look-again.ts',
    search: 'if (!isSent || !lacksWords(reference)) return changes;',
    replace: 'return changes;',
    tests: ['test/domain/sync/refusals.test.ts'],
  },
  {
    name: 'what breaks on one listing breaks the batch',
    promise: 8,
    file: 'domain/sync/pass.ts',
    search: "return { kind: 'broken', error };",
    replace: 'throw error;',
    tests: ['test/domain/sync/neighbours.test.ts'],
  },
  {
    name: 'one listing that is refused stops its target',
    promise: 8,
    file: 'domain/sync/pass.ts',
    search: "    if (refusal === 'object') return undefined;\n",
    replace: '',
    tests: ['test/domain/sync/refusals.test.ts'],
  },
  {
    name: "a firewall's page stops the target until a person comes",
    promise: 8,
    file: 'adapters/hostaway/classify.ts',
    search:
      'return status === 401 || status === 403 || (status === 404 && isAboutOneListing(intent));',
    replace: 'return false;',
    tests: ['test/adapters/hostaway/classify.test.ts'],
  },
  {
    name: 'a target that people have edited is judged by how it was before',
    promise: 8,
    file: 'domain/targets/check-target.ts',
    search: 'seen_revision: target.revision };',
    replace: 'seen_revision: target.revision + 1 };',
    tests: ['test/domain/targets/check-target.test.ts'],
  },
  {
    name: 'a row that cannot be read breaks the batch',
    promise: 8,
    file: 'adapters/dynamodb/sync/load-jobs.ts',
    search: 'loaded.unreadable.set(idOf(String(item.sk)), error);',
    replace: 'throw error;',
    tests: syncStore,
  },
  {
    name: 'a listing that breaks the worker is never given up',
    promise: 8,
    file: 'domain/sync/poison-messages.ts',
    search: 'countOf(one) > mostBegun)',
    replace: 'countOf(one) > mostBegun + 1)',
    tests: ['test/domain/sync/poison-messages.test.ts'],
  },
  {
    name: 'a listing that cannot be swept stops the sweep',
    promise: 8,
    file: 'domain/recovery/sweep.ts',
    search:
      "    ports.report('listing-not-swept', { listing_id, target_id, error });\n    return [];",
    replace: '    throw error;',
    tests: ['test/domain/recovery/sweep.test.ts'],
  },
];
