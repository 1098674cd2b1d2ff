import { CloudError } from '../common/cloud-error.ts';
import type { Answering } from '../http/front-door.ts';
import type { HttpAnswer } from '../http/http-answer.ts';
import type { HttpRequest } from '../http/http-request.ts';
import { apiHost, bucketHost } from '../template/place.ts';
import type { Resource, Resources } from '../template/resources.ts';
import { getObject } from './bucket-origin.ts';
import { type DistributionMay, readBucketPolicies } from './bucket-policy.ts';
import type { OriginProperties } from './distribution-schema.ts';
import { readSiteFiles } from './site-files.ts';

/** Where the distribution gets an answer from, for a path that a function may have changed. */
export type Origin = (request: HttpRequest, path: string) => Promise<HttpAnswer>;

/** What CloudFront writes itself, or hands on to nobody. */
const notHandedOn =
  /^(host|connection|expect|te|trailer|upgrade|x-real-ip|x-forwarded-proto|x-cache|proxy-.*|x-amz-cf-.*|x-edge-.*)$/;

/** @throws CloudError for an origin that is neither a bucket nor an HTTP API of the template. */
export async function readOrigins(
  resources: Resources,
  distribution: Resource,
  {
    api,
    properties,
  }: { readonly api: Answering; readonly properties: readonly OriginProperties[] },
): Promise<ReadonlyMap<string, Origin>> {
  const may = readBucketPolicies(resources, distribution.arn ?? '');
  const origins = new Map<string, Origin>();
  for (const one of properties) {
    const origin =
      'S3OriginConfig' in one
        ? await bucketOrigin(resources, one.DomainName, may)
        : apiOrigin(resources, one.DomainName, api);
    if (origin === undefined) {
      throw new CloudError(`the local cloud knows no origin ${one.DomainName}`);
    }
    origins.set(one.Id, origin);
  }
  return origins;
}

async function bucketOrigin(
  resources: Resources,
  host: string,
  may: DistributionMay,
): Promise<Origin | undefined> {
  const bucket = resources.ofType('AWS::S3::Bucket').find(({ ref }) => bucketHost(ref) === host);
  if (bucket === undefined) return undefined;
  const files = await readSiteFiles(resources, bucket.ref);

  return async (_, path) => getObject({ arn: bucket.arn ?? '', files, may }, path);
}

/** It is handed everything but the name that the viewer asked for (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html). */
function apiOrigin(resources: Resources, host: string, api: Answering): Origin | undefined {
  const known = resources.ofType('AWS::ApiGatewayV2::Api').some(({ ref }) => apiHost(ref) === host);
  if (!known) return undefined;

  return async (request) => {
    const handedOn = Object.entries(request.headers).filter(([name]) => !notHandedOn.test(name));
    const { 'x-forwarded-for': before, via } = request.headers;
    const headers = {
      ...Object.fromEntries(handedOn),
      host,
      'x-forwarded-for': joined(before, '127.0.0.1'),
      via: joined(via, '1.1 local.cloudfront.net (CloudFront)'),
    };
    return await api({ ...request, headers });
  };
}

function joined(before: string | undefined, last: string): string {
  return before === undefined ? last : `${before}, ${last}`;
}
