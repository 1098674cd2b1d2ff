import * as z from 'zod';
import type { AwsCall } from '../common/aws-call.ts';
import type { AuthorizationRequest } from '../iam/evaluate.ts';
import { arn } from '../template/place.ts';
import { queueName } from './queue-address.ts';

const namedInput = z.object({
  QueueName: z.string().optional(),
  tags: z.record(z.string(), z.string()).default({}),
});

/**
 * What a call of SQS needs. A batch needs the action for a single message
 * (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html).
 */
export function sqsAuthorizations({ action, body }: AwsCall): AuthorizationRequest[] {
  const input = z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString()));
  const { QueueName, tags } = namedInput.parse(input);
  const resource = arn('sqs', QueueName ?? queueName(input));
  const own = { action: `sqs:${action.replace(/Batch$/, '')}`, resource };
  const makesTags = action === 'CreateQueue' && Object.keys(tags).length > 0;
  return makesTags ? [own, { action: 'sqs:TagQueue', resource }] : [own];
}
