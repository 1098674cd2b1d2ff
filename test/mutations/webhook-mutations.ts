import type { Mutation } from './mutation.ts';

const delivering = ['test/domain/webhook/deliver-alerts.test.ts'];
const signing = ['test/domain/webhook/signing-keys.test.ts'];

export const webhookMutations: readonly Mutation[] = [
  {
    name: 'a message is signed without its moment',
    promise: 'Webhooks',
    file: 'domain/webhook/signing-keys.ts',
    search: '{timestamp}.$',
    replace: '{id}.$',
    tests: signing,
  },
  {
    name: 'an old secret signs for ever',
    promise: 'Webhooks',
    file: 'domain/webhook/signing-keys.ts',
    search: 'previous !== undefined && Date.parse(previous.until) > now',
    replace: 'previous !== undefined',
    tests: signing,
  },
  {
    name: 'a try has an id of its own',
    promise: 'Webhooks',
    file: 'domain/webhook/webhook-message.ts',
    search: 'return { id, body: JSON.stringify(body) };',
    replace: 'return { id: id + Math.random(), body: JSON.stringify(body) };',
    tests: delivering,
  },
  {
    name: 'a receiver that has failed is called with the next message at once',
    promise: 'Webhooks',
    file: 'domain/webhook/deliver-alerts.ts',
    search: 'this.#failure = receipt;',
    replace: 'this.#failure = undefined;',
    tests: delivering,
  },
  {
    name: 'a receiver that fails is called for each message that waits',
    promise: 'Webhooks',
    file: 'domain/webhook/deliver-alerts.ts',
    search: 'this.#note.free_at ??= toTimestamp(now + silenceMs(pause));',
    replace: '',
    tests: delivering,
  },
  {
    name: 'an alert is tried for ever',
    promise: 'Webhooks',
    file: 'domain/webhook/try-again.ts',
    search: 'return now - sent_at >= givenUpAfterMs;',
    replace: 'return now < sent_at;',
    tests: [...delivering, 'test/domain/webhook/try-again.test.ts'],
  },
  {
    name: 'a receiver that wants no more is called again',
    promise: 'Webhooks',
    file: 'domain/webhook/deliver-alerts.ts',
    search: "if (receipt.outcome === 'gone') this.#note.switched_off_at = at;",
    replace: '',
    tests: delivering,
  },
  {
    name: 'a receiver is called by several at once',
    promise: 'Webhooks',
    file: 'adapters/dynamodb/alerts/alert-webhooks.ts',
    search: 'free_at <= :now AND attribute_not_exists',
    replace: 'attribute_exists(pk) AND :now = :now AND attribute_not_exists',
    tests: ['test/adapters/dynamodb/alerts/alert-webhooks.test.ts'],
  },
  {
    name: 'a new address keeps the old secret',
    promise: 'Webhooks',
    file: 'domain/webhook/manage-webhook.ts',
    search: 'if (before !== undefined) await keys.remove(before.secret_ref);',
    replace: '',
    tests: ['test/lambdas/targets-api/alert-webhook.test.ts'],
  },
];
