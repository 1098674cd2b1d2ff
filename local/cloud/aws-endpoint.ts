import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type AwsCall, errorAnswer } from './common/aws-call.ts';
import { listen, type RunningServer } from './common/listen.ts';
import type { Gate } from './gate.ts';
import { unrecognizedClient } from './iam/access-denied.ts';
import type { Caller } from './iam/session.ts';
import { lambdaAction } from './lambda/lambda-action.ts';
import { s3Action } from './s3/s3-request.ts';

export interface EndpointParts {
  readonly gate: Gate;
  /** Who signs with these credentials; undefined for nobody who was given any. */
  readonly callerOf: (accessKeyId: string, sessionToken: string | undefined) => Caller | undefined;
}

/** The AWS endpoint of the local cloud. Listens on loopback only. */
export async function startAwsEndpoint(parts: EndpointParts): Promise<RunningServer> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    serve(request, response, parts).catch(() => response.destroy());
  });
  return await listen(server, 0);
}

/** Variables that lead an SDK to the endpoint; the first segment of the path names the service. */
export function endpointVariables(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: `${url}/dynamodb`,
    AWS_ENDPOINT_URL_SQS: `${url}/sqs`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `${url}/secretsmanager`,
    AWS_ENDPOINT_URL_LAMBDA: `${url}/lambda`,
    AWS_ENDPOINT_URL_EVENTBRIDGE: `${url}/events`,
    AWS_ENDPOINT_URL_S3: `${url}/s3`,
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { gate, callerOf }: EndpointParts,
): Promise<void> {
  const caller = callerOf(accessKeyId(request), sessionToken(request));
  const call = await readCall(request);
  const answer =
    caller === undefined
      ? errorAnswer(unrecognizedClient(call.service), call.service)
      : await gate({ ...call, ...caller });
  if (answer === 'connection-reset') {
    request.socket.destroy();
    return;
  }
  const length = String(Buffer.byteLength(answer.body));
  response.writeHead(answer.status, { ...answer.headers, 'content-length': length });
  response.end(answer.body);
}

function accessKeyId({ headers }: IncomingMessage): string {
  return /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}

function sessionToken({ headers }: IncomingMessage): string | undefined {
  const token = headers['x-amz-security-token'];
  return typeof token === 'string' ? token : undefined;
}

async function readCall(request: IncomingMessage): Promise<Omit<AwsCall, keyof Caller>> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, service = '', ...rest] = url.pathname.split('/');
  const path = `/${rest.join('/')}`;
  const target = String(request.headers['x-amz-target'] ?? '');
  return {
    service,
    action: actionOf(service, request.method ?? 'GET', {
      target,
      url: new URL(path + url.search, url),
    }),
    body: await buffer(request),
    target,
    path,
    query: url.searchParams,
    headers: request.headers,
  };
}

/** Services whose protocol is REST have their actions in method and path; the others in a header. */
function actionOf(
  service: string,
  method: string,
  { target, url }: { readonly target: string; readonly url: URL },
): string {
  switch (service) {
    case 'lambda':
      return lambdaAction(method, url.pathname);
    case 's3':
      return s3Action(method, url);
    default:
      return target.slice(target.indexOf('.') + 1);
  }
}
