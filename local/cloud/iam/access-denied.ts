import { AwsError, type AwsErrorOptions } from '../common/aws-call.ts';
import { accountId } from '../template/place.ts';
import type { AuthorizationRequest, Decision } from './evaluate.ts';
import type { Session } from './session.ts';

export interface Denial {
  readonly session: Session;
  readonly request: AuthorizationRequest;
  readonly effect: Exclude<Decision['effect'], 'allow'>;
}

/** Where the services differ from a plain 400. SQS keeps the code of its older protocol in a header, from which SDKs take it. */
const answers = new Map<string, AwsErrorOptions>([
  ['sqs', { status: 403, headers: { 'x-amzn-query-error': 'AccessDenied;Sender' } }],
  ['lambda', { status: 403 }],
  ['s3', { status: 403 }],
]);

/** As AWS words it since 2021 (docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html). */
export function accessDenied({ session, request, effect }: Denial): AwsError {
  const [service = ''] = request.action.split(':');
  const action = service === 'sqs' ? request.action.toLowerCase() : request.action;
  const user = `arn:aws:sts::${accountId}:assumed-role/${session.role}/${session.name}`;
  const reason =
    effect === 'explicit deny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  const message = `User: ${user} is not authorized to perform: ${action} on resource: ${request.shownAs ?? request.resource} ${reason}`;
  const code = service === 's3' ? 'AccessDenied' : 'AccessDeniedException';
  return new AwsError(code, message, answers.get(service));
}

/** The answer to credentials that nobody has given out. */
export function unrecognizedClient(service: string): AwsError {
  if (service === 's3') {
    const message = 'The AWS Access Key Id you provided does not exist in our records.';
    return new AwsError('InvalidAccessKeyId', message, { status: 403 });
  }
  const message = 'The security token included in the request is invalid.';
  return new AwsError('UnrecognizedClientException', message);
}
