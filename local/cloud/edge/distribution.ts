import { CloudError } from '../common/cloud-error.ts';
import type { Answering } from '../http/front-door.ts';
import type { HttpAnswer } from '../http/http-answer.ts';
import type { HttpRequest } from '../http/http-request.ts';
import type { OnProblem } from '../problems.ts';
import type { Resources } from '../template/resources.ts';
import { type Behavior, readBehaviors } from './behaviors.ts';
import { type Compress, createCompress } from './compress.ts';
import { brokenFunction, forbidden, malformed } from './refusals.ts';

export interface DistributionOptions {
  /** The template's HTTP API. */
  readonly api: Answering;
  readonly onProblem: OnProblem;
}

/**
 * The template's CloudFront distribution: what leads to the API and what to files, and what it makes of both. It keeps nothing, since
 * the files lie in memory anyway. Without a distribution, all is the API's.
 *
 * @throws CloudError for what the local cloud does not know of CloudFront.
 */
export async function createDistribution(
  resources: Resources,
  { api, onProblem }: DistributionOptions,
): Promise<Answering> {
  const [distribution, ...others] = resources.ofType('AWS::CloudFront::Distribution');
  if (others.length > 0) throw new CloudError('the local cloud runs one distribution only');
  if (distribution === undefined) return api;
  const behaviors = await readBehaviors(resources, distribution, api);
  const compress = createCompress();

  return async (request) => {
    const uri = URL.parse(request.url, 'http://localhost')?.pathname;
    const behavior = behaviors.find(({ matches }) => uri !== undefined && matches(uri));
    if (uri === undefined || behavior === undefined) return malformed;
    if (!behavior.methods.includes(request.method) || isOddGet(request)) return forbidden;
    let path: string;
    try {
      path = behavior.change({ method: request.method, uri }).uri;
    } catch (error) {
      onProblem('function of CloudFront', error);
      return brokenFunction;
    }
    return await answered(behavior, { request, path, compress });
  };
}

async function answered(
  { origin, caches, compresses, addHeaders }: Behavior,
  { request, path, compress }: { request: HttpRequest; path: string; compress: Compress },
): Promise<HttpAnswer> {
  const { 'accept-encoding': accepted = '', 'if-none-match': known } = request.headers;
  const plain = await origin(request, path);
  const whole = compresses ? await compress(plain, accepted) : plain;
  const answer = addHeaders(caches ? unlessKnown(whole, known) : whole);

  return {
    ...answer,
    headers: { ...answer.headers, via: '1.1 local.cloudfront.net (CloudFront)' },
  };
}

/** A GET with a body is one that caches cannot take for what it is. */
function isOddGet({ method, headers }: HttpRequest): boolean {
  const hasBody =
    Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;

  return hasBody && (method === 'GET' || method === 'HEAD');
}

/** Compares tags weakly, as RFC 9110 says for `If-None-Match`. */
function unlessKnown(answer: HttpAnswer, known: string | undefined): HttpAnswer {
  const { etag } = answer.headers;
  if (answer.status !== 200 || known === undefined || typeof etag !== 'string') return answer;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  const isKnown = known.split(',').some((tag) => tag === '*' || opaque(tag) === opaque(etag));

  return isKnown ? { ...answer, status: 304, body: Buffer.alloc(0) } : answer;
}
