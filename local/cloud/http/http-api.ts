import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { AwsError } from '../common/aws-call.ts';
import { CloudError } from '../common/cloud-error.ts';
import { listen, type RunningServer } from '../common/listen.ts';
import { newTraceHeader } from '../common/trace-header.ts';
import type { Functions } from '../lambda/functions.ts';
import type { OnProblem } from '../problems.ts';
import { propertiesOf, type Resources } from '../template/resources.ts';
import { type Cors, corsHeaders, corsSchema, preflight } from './cors.ts';
import { answerOf, type HttpAnswer, messageOf } from './http-answer.ts';
import { httpEvent } from './http-event.ts';
import { type HttpRoute, readRoutes } from './http-routes.ts';
import { type ApiRate, createThrottle, readApiRate, type Throttle } from './throttle.ts';

/** API Gateway takes in no more, bytes. */
const bodyLimit = 10 * 1024 * 1024;

export interface HttpApi extends RunningServer {
  /** Until then every request is answered 503. */
  serve(resources: Resources, options: ServeOptions): void;
}

export interface ServeOptions {
  readonly functions: Functions;
  readonly onProblem: OnProblem;
  /** What is let in. @default what the template's stage says */
  readonly rate?: ApiRate | undefined;
}

interface Parts {
  readonly apiId: string;
  readonly cors: Cors | undefined;
  readonly routes: readonly HttpRoute[];
  readonly functions: Functions;
  readonly isLetIn: Throttle;
}

/**
 * The HTTP API of the template on one port. It opens before the template is read, so that a taken port is found at
 * once and the API's address is known to whatever refers to it.
 *
 * @throws CloudError when the port is taken.
 */
export async function startHttpApi(port: number): Promise<HttpApi> {
  let parts: Parts | undefined;
  const server = createServer((request, response) => {
    const answering = parts === undefined ? unavailable() : answer(request, parts);
    answering.then((result) => send(response, result)).catch(() => response.destroy());
  });
  const running = await listen(server, port);
  return {
    ...running,
    serve: (resources, options) => {
      const { onProblem } = options;
      parts = partsOf(resources, options);
      for (const route of parts.routes) {
        if (!route.mayInvoke) onProblem(`route ${route.key}`, refusal(route));
      }
    },
  };
}

function refusal({ functionName, sourceArn }: HttpRoute): CloudError {
  return new CloudError(`${functionName} permits no call from ${sourceArn}: answered 500`);
}

function partsOf(
  resources: Resources,
  { functions, rate = readApiRate(resources) }: ServeOptions,
): Parts {
  const [api] = resources.ofType('AWS::ApiGatewayV2::Api');
  const schema = z.object({
    ProtocolType: z.literal('HTTP'),
    CorsConfiguration: corsSchema.optional(),
  });
  return {
    apiId: api?.ref ?? 'local',
    cors: api && propertiesOf(api, schema).CorsConfiguration,
    routes: readRoutes(resources),
    functions,
    isLetIn: createThrottle(rate, Date.now),
  };
}

async function answer(request: IncomingMessage, parts: Parts): Promise<HttpAnswer> {
  const ready = preflight(parts.cors, request);
  if (ready !== undefined) return ready;
  const result = parts.isLetIn()
    ? await routed(request, parts)
    : messageOf(429, 'Too Many Requests');
  return { ...result, headers: { ...result.headers, ...corsHeaders(parts.cors, request) } };
}

async function routed(request: IncomingMessage, parts: Parts): Promise<HttpAnswer> {
  const path = decodedPath(request);
  if (path === undefined) return messageOf(400, 'Bad Request');
  const body = await readBody(request);
  if (body === undefined) return messageOf(413, 'Request Entity Too Large');
  for (const route of parts.routes) {
    const pathParameters = route.match(request.method ?? 'GET', path);
    if (pathParameters === undefined) continue;
    if (!route.mayInvoke) return messageOf(500, 'Internal Server Error');
    const { apiId } = parts;
    const event = httpEvent({ request, body, routeKey: route.key, pathParameters, apiId });
    const trace = newTraceHeader(String(request.headers['x-amzn-trace-id'] ?? ''));
    return await invoked(route, { ...parts, event: JSON.stringify(event), trace });
  }
  return messageOf(404, 'Not Found');
}

interface Invocation {
  readonly functions: Functions;
  readonly event: string;
  readonly trace: string;
}

async function invoked(
  route: HttpRoute,
  { functions, event, trace }: Invocation,
): Promise<HttpAnswer> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), route.timeoutMs);
  try {
    const outcome = await Promise.race([
      functions.invoke(route.functionName, event, trace),
      late.promise,
    ]);
    if (outcome === undefined) return messageOf(503, 'Service Unavailable');
    const answer = outcome.ok ? answerOf(outcome.payload) : undefined;
    return answer ?? messageOf(500, 'Internal Server Error');
  } catch (error) {
    const throttled = error instanceof AwsError && error.code === 'TooManyRequestsException';
    return throttled
      ? messageOf(503, 'Service Unavailable')
      : messageOf(500, 'Internal Server Error');
  } finally {
    clearTimeout(timer);
  }
}

function decodedPath(request: IncomingMessage): string | undefined {
  try {
    return decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
  } catch {
    return undefined;
  }
}

/** Undefined for a body over the limit; the rest of it is read and dropped, so that the caller gets the answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  return size > bodyLimit ? undefined : Buffer.concat(chunks);
}

async function unavailable(): Promise<HttpAnswer> {
  return messageOf(503, 'Service Unavailable');
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.statusCode = status;
  // By which the access log knows it; also those of API Gateway itself have it.
  response.setHeader('apigw-requestid', randomBytes(11).toString('base64url'));
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('content-length', body.length);
  response.end(body);
}
