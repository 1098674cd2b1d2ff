import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { AwsCall } from './common/aws-call.ts';
import { listen, type RunningServer } from './common/listen.ts';
import type { Gate } from './gate.ts';
import { lambdaAction } from './lambda/lambda-action.ts';

export interface EndpointParts {
  readonly gate: Gate;
  /** Who signs with this access key id. */
  readonly principalOf: (accessKeyId: string) => string;
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
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { gate, principalOf }: EndpointParts,
): Promise<void> {
  const answer = await gate(await readCall(request, principalOf));
  if (answer === 'connection-reset') {
    request.socket.destroy();
    return;
  }
  const length = String(Buffer.byteLength(answer.body));
  response.writeHead(answer.status, { ...answer.headers, 'content-length': length });
  response.end(answer.body);
}

async function readCall(
  request: IncomingMessage,
  principalOf: EndpointParts['principalOf'],
): Promise<AwsCall> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, service = '', ...rest] = url.pathname.split('/');
  const path = `/${rest.join('/')}`;
  const target = String(request.headers['x-amz-target'] ?? '');
  const accessKeyId = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return {
    service,
    action:
      service === 'lambda'
        ? lambdaAction(request.method ?? 'GET', path)
        : target.slice(target.indexOf('.') + 1),
    principal: principalOf(accessKeyId),
    body: await buffer(request),
    target,
    path,
    query: url.searchParams,
    headers: request.headers,
  };
}
