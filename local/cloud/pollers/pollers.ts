import { CloudError } from '../common/cloud-error.ts';
import type { DynamoDbCall } from '../dynamodb/dynamodb-client.ts';
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
  const { queues, asLambda, authorizer, tables, expiry, dynamoDb, dynamoDbCall } = platform;
  const onProblem = platform.problems.add;
  const checkpoints = new Checkpoints(checkpointFile);
  return (mapping) => {
    const lambda = functions.definition(mapping().FunctionName);
    if (lambda === undefined) throw new CloudError(`no function ${mapping().FunctionName}`);
    const { session } = lambda;
    if (isQueueSource(mapping())) {
      return new SqsPoller({ mapping, functions, queues, call: asLambda(session), onProblem });
    }
    const arn = mapping().EventSourceArn;
    const table = tables.find(({ streamArn }) => streamArn === arn);
    if (table?.localStreamArn === undefined) throw new CloudError(`no stream ${arn}`);
    const readStream: DynamoDbCall = async (target, input) => {
      const action = `dynamodb:${target.slice(target.indexOf('.') + 1)}`;
      authorizer.authorize(session, [{ action, resource: arn }]);
      return await dynamoDbCall(target, input);
    };
    return new StreamPoller({
      mapping,
      functions,
      checkpoints,
      sendToQueue: (queue, body) => platform.sendToQueue(queue, body, { session }),
      onProblem,
      source: { arn, hasExpired: (record) => expiry.hasRemoved(table, record) },
      shards: new StreamShards(readStream, table.localStreamArn),
      onWrite: (listener) => dynamoDb.onWrite(table.name, listener),
    });
  };
}
