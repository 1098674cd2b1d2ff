import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Target } from '../../domain/targets/target.ts';
import { ApiClient } from '../../local/api-client.ts';
import { queueOf } from '../../local/target-queue.ts';
import { changeUnit, connectTarget, linkUnit, untilSynced } from '../support/linking.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';
import { waitingIn } from '../support/waiting-in.ts';

let system: LocalSystem;
let client: ApiClient;
let target: Target;

beforeAll(async () => {
  system = await startLocalSystem({ limits: 'none' });
  client = new ApiClient(system.cloud.apiUrl, 'local-owner');
  target = await connectTarget(client, system.hostaway.url);
});
afterAll(() => system?.stop());

const deadLetters = () =>
  system.cloud.variablesOf('targets-api').DEAD_LETTER_QUEUE_URL ?? 'no dead-letter queue';

describe('invariant 8: a message that is no job', () => {
  it('ends among the dead letters, and its neighbours do not notice', async () => {
    const linked = [await linkUnit(client, target.id), await linkUnit(client, target.id)];
    for (const one of linked) await untilSynced(client, one);
    // Ten deliveries two minutes apart are too long for a test.
    await system.cloud.call('sqs', 'SetQueueAttributes', {
      QueueUrl: queueOf(system.cloud, target.id),
      Attributes: { VisibilityTimeout: '2' },
    });
    await system.cloud.call('sqs', 'SendMessage', {
      QueueUrl: queueOf(system.cloud, target.id),
      MessageBody: 'no job at all',
      MessageGroupId: 'poison',
      MessageDeduplicationId: randomUUID(),
    });

    for (const one of linked) {
      const unit = await changeUnit(client, one.unit, { name: 'Beside poison' });
      await untilSynced(client, { ...one, unit });
    }
    await eventually(
      'a dead letter',
      async () => ((await waitingIn(system.cloud, deadLetters())) === 1 ? true : undefined),
      60_000,
    );

    // Its neighbours' jobs are deleted a moment after their calls are seen to be done.
    await eventually('an empty queue', async () =>
      (await waitingIn(system.cloud, queueOf(system.cloud, target.id))) === 0 ? true : undefined,
    );
    const names = system.hostaway.listings().map(({ listing }) => listing.name);
    expect(names).toEqual(['Beside poison', 'Beside poison']);
    const history = await Promise.all(linked.map(({ listing }) => client.history(listing.id)));
    expect(history.map((rows) => rows.map(({ outcome }) => outcome))).toEqual([
      ['success', 'success'],
      ['success', 'success'],
    ]);
  });
});
