import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../common/aws-call.ts';
import { CloudError } from '../common/cloud-error.ts';
import { newTraceHeader } from '../common/trace-header.ts';
import type { Functions } from '../lambda/functions.ts';
import type { OnProblem } from '../problems.ts';
import { propertiesOf, type Resources } from '../template/resources.ts';
import { type Cors, corsHeaders, corsSchema, preflight } from './cors.ts';
import type { Answering } from './front-door.ts';
import { answerOf, type HttpAnswer, messageOf } from './http-answer.ts';
import { httpEvent } from './http-event.ts';
import type { HttpRequest } from './http-request.ts';
import { type HttpRoute, readRoutes } from './http-routes.ts';
import { type ApiRate, createThrottle, readApiRate, type Throttle } from './throttle.ts';

/** API Gateway takes in no more, bytes. */
const bodyLimit = 10 * 1024 * 1024;

export interface HttpApiOptions {
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

/** The HTTP API of the template. */
export function createHttpApi(resources: Resources, options: HttpApiOptions): Answering {
  const parts = partsOf(resources, options);
  for (const route of parts.routes) {
    if (!route.mayInvoke) options.onProblem(`route ${route.key}`, refusal(route));
  }

  return async (request) => {
    const result = await answer(request, parts);
    // By which the access log knows it; also the answers of API Gateway itself have it.
    const id = { 'apigw-requestid': randomBytes(11).toString('base64url') };
    return { ...result, headers: { ...id, ...result.headers } };
  };
}

function refusal({ functionName, sourceArn }: HttpRoute): CloudError {
  return new CloudError(`${functionName} permits no call from ${sourceArn}: answered 500`);
}

function partsOf(
  resources: Resources,
  { functions, rate = readApiRate(resources) }: HttpApiOptions,
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

async function answer(request: HttpRequest, parts: Parts): Promise<HttpAnswer> {
  const ready = preflight(parts.cors, request);
  if (ready !== undefined) return ready;
  const result = parts.isLetIn()
    ? await routed(request, parts)
    : messageOf(429, 'Too Many Requests');
  return { ...result, headers: { ...result.headers, ...corsHeaders(parts.cors, request) } };
}

async function routed(request: HttpRequest, parts: Parts): Promise<HttpAnswer> {
  const path = decodedPath(request);
  if (path === undefined) return messageOf(400, 'Bad Request');
  const body = await readBody(request);
  if (body === undefined) return messageOf(413, 'Request Entity Too Large');
  for (const route of parts.routes) {
    const pathParameters = route.match(request.method, path);
    if (pathParameters === undefined) continue;
    if (!route.mayInvoke) return messageOf(500, 'Internal Server Error');
    const { apiId } = parts;
    const event = httpEvent({ request, body, routeKey: route.key, pathParameters, apiId });
    const trace = newTraceHeader(request.headers['x-amzn-trace-id'] ?? '');
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

function decodedPath(request: HttpRequest): string | undefined {
  try {
    return decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
}

/** Undefined for a body over the limit; the rest of it is read and dropped, so that the caller gets the answer. */
async function readBody(request: HttpRequest): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  return size > bodyLimit ? undefined : Buffer.concat(chunks);
}
