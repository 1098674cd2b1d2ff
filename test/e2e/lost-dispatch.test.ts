import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient } from '../../local/api-client.ts';
import { accountCredentials } from '../../local/cloud/iam/session.ts';
import { changeUnit, connectTarget, linkUnit, untilSynced } from '../support/linking.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';

let system: LocalSystem;
let client: ApiClient;

beforeAll(async () => {
  system = await startLocalSystem({ limits: 'none' });
  client = new ApiClient(system.cloud.apiUrl, 'local-owner');
});
afterAll(() => system?.stop());

const prefix = () => system.cloud.variablesOf('sync-dispatcher').QUEUE_URL_PREFIX;

async function givenUp(): Promise<number> {
  const { Attributes } = (await system.cloud.call('sqs', 'GetQueueAttributes', {
    QueueUrl: `${prefix()}dispatch-failures`,
    AttributeNames: ['ApproximateNumberOfMessages'],
  })) as { Attributes: Record<string, string> };

  return Number(Attributes.ApproximateNumberOfMessages);
}

/** In production the age of a record ends it, after hours. */
async function giveUpAtOnce(): Promise<void> {
  const sdk = await import('@aws-sdk/client-lambda');
  const lambda = new sdk.LambdaClient({
    region: 'us-east-1',
    endpoint: system.cloud.variables.AWS_ENDPOINT_URL_LAMBDA,
    credentials: accountCredentials,
  });
  const { EventSourceMappings = [] } = await lambda.send(
    new sdk.ListEventSourceMappingsCommand({ FunctionName: 'tvl-channels-local-sync-dispatcher' }),
  );
  for (const { UUID } of EventSourceMappings)
    await lambda.send(new sdk.UpdateEventSourceMappingCommand({ UUID, MaximumRetryAttempts: 0 }));
}

it('invariant 7: a change that was given up before it became a job arrives with the next reconciliation', async () => {
  const target = await connectTarget(client, system.hostaway.url);
  const { unit, listing } = await linkUnit(client, target.id);
  await untilSynced(client, { listing, unit });
  await giveUpAtOnce();
  system.cloud.faults.add({
    service: 'dynamodb',
    action: 'Query',
    principal: 'sync-dispatcher',
    error: { code: 'AccessDeniedException' },
    times: Number.POSITIVE_INFINITY,
  });

  const changed = await changeUnit(client, unit, { name: 'Nobody was told of it' });
  await eventually('the change is given up', async () =>
    (await givenUp()) > 0 ? true : undefined,
  );
  // So long ago that nothing can be on its way any more. This write is lost as well.
  await system.cloud.call('dynamodb', 'UpdateItem', {
    TableName: system.cloud.variablesOf('sync-dispatcher').CHANNELS_TABLE,
    Key: { pk: { S: `TENANT#${unit.org_id}#${unit.account_id}` }, sk: { S: `UNIT#${unit.id}` } },
    UpdateExpression: 'SET updated_at = :then',
    ExpressionAttributeValues: { ':then': { S: '2026-01-01T00:00:00.000Z' } },
  });
  await eventually('so is that', async () => ((await givenUp()) > 1 ? true : undefined));
  system.cloud.faults.clear();
  await system.cloud.fire('sync-sweeper');
  expect(await client.listing(listing.id)).toMatchObject({
    sync_status: 'ok',
    last_sync_version: 1,
  });

  await system.cloud.fire('sync-reconciler');
  await system.cloud.fire('sync-sweeper');
  await untilSynced(client, { listing, unit: changed });

  const [external] = system.hostaway.listings();
  expect(external?.listing.name).toBe('Nobody was told of it');
});
