import { type AwsAnswer, type AwsCall, AwsError, type AwsService } from '../common/aws-call.ts';
import type { OnProblem } from '../problems.ts';
import type { Functions } from './functions.ts';
import { lambdaPathId } from './lambda-action.ts';
import { lambdaAuthorizations } from './lambda-authorization.ts';
import type { Mappings } from './mappings.ts';

/** The Lambda control plane: event source mappings, and invocations. */
export function createLambdaService(
  functions: Functions,
  mappings: Mappings,
  onProblem: OnProblem,
): AwsService {
  return {
    authorizations: (call) => lambdaAuthorizations(call, (id) => mappings.functionOf(id)),
    handle: async (call) => {
      if (call.action === 'Invoke') return await invoke(call, functions, onProblem);
      if (call.action.endsWith('EventSourceMapping') || call.action === 'ListEventSourceMappings') {
        return mappings.handle(call);
      }
      throw new AwsError('UnknownOperationException', `no action ${call.action}`, { status: 404 });
    },
  };
}

async function invoke(
  call: AwsCall,
  functions: Functions,
  onProblem: OnProblem,
): Promise<AwsAnswer> {
  const name = lambdaPathId(call.path);
  const event = call.body.toString() || '{}';
  if (call.headers['x-amz-invocation-type'] === 'Event') {
    if (functions.definition(name) === undefined) await functions.invoke(name, event);
    functions.invokeAsync(name, event).catch((error) => onProblem(`event for ${name}`, error));
    return { status: 202, body: '' };
  }
  const outcome = await functions.invoke(name, event);
  const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
  if (outcome.ok) return { status: 200, headers, body: outcome.payload };
  return {
    status: 200,
    headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
    body: JSON.stringify(outcome.failure),
  };
}
