import { CloudError } from '../common/cloud-error.ts';
import type { Functions } from '../lambda/functions.ts';
import { isQueueSource, type Mapping, type Poller } from '../lambda/mapping.ts';
import type { Platform } from '../platform.ts';
import { Checkpoints } from './checkpoints.ts';
import { SqsPoller } from './sqs-poller.ts';
import { StreamPoller } from './stream-poller.ts';
import { StreamShards } from './stream-shards.ts';

/** Makes the poller for a mapping's kind of source. */
export function createStartPoller(
  platform: Platform,
  functions: Functions,
  checkpointFile: string | undefined,
): (mapping: () => Mapping) => Poller {
  const { queues, asLambda, tables, expiry, dynamoDb, dynamoDbCall, sendToQueue } = platform;
  const onProblem = platform.problems.add;
  const checkpoints = new Checkpoints(checkpointFile);
  return (mapping) => {
    if (isQueueSource(mapping())) {
      return new SqsPoller({ mapping, functions, queues, call: asLambda, onProblem });
    }
    const arn = mapping().EventSourceArn;
    const table = tables.find(({ streamArn }) => streamArn === arn);
    if (table?.localStreamArn === undefined) throw new CloudError(`no stream ${arn}`);
    return new StreamPoller({
      mapping,
      functions,
      checkpoints,
      sendToQueue,
      onProblem,
      source: { arn, hasExpired: (record) => expiry.hasRemoved(table, record) },
      shards: new StreamShards(dynamoDbCall, table.localStreamArn),
      onWrite: (listener) => dynamoDb.onWrite(table.name, listener),
    });
  };
}
