import { AwsError } from '../common/aws-call.ts';
import type { AuthorizationRequest } from '../iam/evaluate.ts';
import { isQueueSource, type Mapping } from './mapping.ts';

/** Whether a function's role allows something. */
export type Allows = (request: AuthorizationRequest) => boolean;

const queueActions = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];
const streamActions = ['GetRecords', 'GetShardIterator', 'DescribeStream'];

/**
 * Lambda reads sources by the role of the function, and refuses a mapping whose function may not
 * (docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html and services-ddb.html).
 *
 * @throws AwsError InvalidParameterValueException
 */
export function requireSourcePermissions(
  { EventSourceArn: resource }: Pick<Mapping, 'EventSourceArn'>,
  allows: Allows,
): void {
  if (isQueueSource({ EventSourceArn: resource })) {
    const missing = queueActions.find((name) => !allows({ action: `sqs:${name}`, resource }));
    if (missing === undefined) return;
    throw refusal(
      `The function execution role does not have permissions to call ${missing} on SQS`,
    );
  }
  const readable = streamActions.every((name) => allows({ action: `dynamodb:${name}`, resource }));
  // Listing takes no resource.
  if (readable && allows({ action: 'dynamodb:ListStreams', resource: '*' })) return;
  throw refusal(
    `Cannot access stream ${resource}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
  );
}

function refusal(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
