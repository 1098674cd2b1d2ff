import { setTimeout as sleep } from 'node:timers/promises';
import {
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { accountCredentials } from '../../local/cloud/iam/session.ts';
import { queueUrl, region } from '../../local/cloud/template/place.ts';
import type { BenchCloud } from './bench-cloud.ts';

/**
 * Lets jobs gather in a target's queue while `fill` is at work, and is done when so many are there. The target is not
 * paused for that, only its consumer stopped: a pause would be about more than the queue.
 */
export async function withHeldQueue(
  { cloud }: BenchCloud,
  { targetId, jobs }: { targetId: string; jobs: number },
  fill: () => Promise<void>,
): Promise<void> {
  const { QUEUE_NAME_PREFIX, QUEUE_ARN_PREFIX } = cloud.variablesOf('sync-worker-0');
  const client = new LambdaClient({
    region,
    credentials: accountCredentials,
    endpoint: cloud.variables.AWS_ENDPOINT_URL_LAMBDA,
  });
  const { EventSourceMappings = [] } = await client.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: `${QUEUE_ARN_PREFIX}${targetId}.fifo` }),
  );
  const enable = (Enabled: boolean) =>
    client.send(
      new UpdateEventSourceMappingCommand({ UUID: EventSourceMappings[0]?.UUID, Enabled }),
    );
  await enable(false);
  await fill();
  const url = queueUrl(`${QUEUE_NAME_PREFIX}${targetId}.fifo`);
  while ((await depthOf(cloud, url)) < jobs) await sleep(100);
  await enable(true);
  client.destroy();
}

const depthSchema = z.object({
  Attributes: z.object({ ApproximateNumberOfMessages: z.coerce.number() }),
});

async function depthOf(cloud: BenchCloud['cloud'], QueueUrl: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages'];
  const answer = await cloud.call('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames });

  return depthSchema.parse(answer).Attributes.ApproximateNumberOfMessages;
}
