import * as z from 'zod';
import type { AwsCall } from '../common/aws-call.ts';
import type { AuthorizationRequest } from '../iam/evaluate.ts';
import { arn, functionNameOf } from '../template/place.ts';
import { lambdaPathId } from './lambda-action.ts';

const namedInput = z.object({ FunctionName: z.string().optional() });

/**
 * What a call of Lambda needs. Mappings have the condition key `lambda:FunctionArn`: of the function that the mapping feeds, and of
 * the one that it shall feed (docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html).
 *
 * @param ownerOf name of the function that an existing mapping feeds.
 */
export function lambdaAuthorizations(
  { action, path, body }: AwsCall,
  ownerOf: (mapping: string) => string | undefined,
): AuthorizationRequest[] {
  const id = lambdaPathId(path);
  const { FunctionName } = namedInput.parse(JSON.parse(body.toString() || '{}'));
  switch (action) {
    case 'Invoke':
      return [{ action: 'lambda:InvokeFunction', resource: functionArn(id) }];
    case 'ListEventSourceMappings':
      return [{ action: `lambda:${action}`, resource: '*' }];
    case 'CreateEventSourceMapping':
      return onMapping(action, '*', [FunctionName]);
    default: {
      const mapping = arn('lambda', `event-source-mapping:${id}`);
      return onMapping(action, mapping, [ownerOf(id), FunctionName]);
    }
  }
}

/** A request for each function; one of no function, by a condition that names some, is denied. */
function onMapping(
  action: string,
  resource: string,
  functions: readonly (string | undefined)[],
): AuthorizationRequest[] {
  const named = functions.filter((name) => name !== undefined);
  const contexts =
    named.length === 0
      ? [{}]
      : named.map((name) => ({ 'lambda:functionarn': [functionArn(name)] }));
  return contexts.map((context) => ({ action: `lambda:${action}`, resource, context }));
}

function functionArn(nameOrArn: string): string {
  return arn('lambda', `function:${functionNameOf(nameOrArn)}`);
}
