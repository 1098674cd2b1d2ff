import * as z from 'zod';
import { AwsError, errorCode } from '../common/aws-call.ts';

/** Calls an action of DynamoDB Local, e.g. `DynamoDB_20120810.CreateTable`. @throws AwsError for a refusal. */
export type DynamoDbCall = (target: string, input: unknown) => Promise<unknown>;

const errorSchema = z.object({
  __type: z.string().optional(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/** The few calls the local cloud itself makes, without the SDK and its import time. */
export function createDynamoDbClient(url: string): DynamoDbCall {
  return async (target, input) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
        // DynamoDB Local wants a signature but does not check it.
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(input),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const refusal = errorSchema.parse(answer);
    const { message, Message } = refusal;
    throw new AwsError(errorCode(refusal), message ?? Message ?? '', { status: response.status });
  };
}
