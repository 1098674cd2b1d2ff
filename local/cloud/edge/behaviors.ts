import { CloudError } from '../common/cloud-error.ts';
import type { Answering } from '../http/front-door.ts';
import type { Matches } from '../iam/wildcard.ts';
import { wildcard } from '../iam/wildcard.ts';
import { propertiesOf, type Resource, type Resources } from '../template/resources.ts';
import { type BehaviorProperties, distributionSchema } from './distribution-schema.ts';
import { createEdgeFunction, type EdgeFunction } from './edge-function.ts';
import { type Origin, readOrigins } from './origins.ts';
import { type ResponseHeaders, readResponseHeaders } from './response-headers.ts';

/** What the distribution does with the requests for some paths. */
export interface Behavior {
  readonly matches: Matches;
  readonly methods: readonly string[];
  /** Whether answers may be kept, and so are compressed and compared. */
  readonly caches: boolean;
  readonly compresses: boolean;
  readonly origin: Origin;
  readonly change: EdgeFunction;
  readonly addHeaders: ResponseHeaders;
}

/**
 * In the order in which CloudFront tries them; the default is the last.
 * @throws CloudError for a property or a reference that is not known here
 */
export async function readBehaviors(
  resources: Resources,
  distribution: Resource,
  api: Answering,
): Promise<readonly Behavior[]> {
  const { DistributionConfig } = propertiesOf(distribution, distributionSchema);
  const { CacheBehaviors, DefaultCacheBehavior, Origins } = DistributionConfig;
  const origins = await readOrigins(resources, distribution, { api, properties: Origins });
  const all = [...CacheBehaviors, { ...DefaultCacheBehavior, PathPattern: '*' }];

  return all.map((properties) => ({
    // A pattern may leave out the slash.
    matches: wildcard(properties.PathPattern.replace(/^(?![/*])/, '/')),
    methods: properties.AllowedMethods,
    caches: properties.CachePolicyId.caches,
    compresses: properties.Compress && properties.CachePolicyId.caches,
    origin: found(origins.get(properties.TargetOriginId), properties.TargetOriginId),
    change: functionOf(resources, properties),
    addHeaders: headersOf(resources, properties),
  }));
}

function functionOf(resources: Resources, properties: BehaviorProperties): EdgeFunction {
  const [association] = properties.FunctionAssociations;
  if (association === undefined) return (request) => request;
  const resource = resources
    .ofType('AWS::CloudFront::Function')
    .find(({ arn }) => arn === association.FunctionARN);

  return createEdgeFunction(found(resource, association.FunctionARN));
}

function headersOf(resources: Resources, properties: BehaviorProperties): ResponseHeaders {
  const { ResponseHeadersPolicyId: id } = properties;
  if (id === undefined) return (answer) => answer;
  const resource = resources
    .ofType('AWS::CloudFront::ResponseHeadersPolicy')
    .find(({ ref }) => ref === id);

  return readResponseHeaders(found(resource, id));
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined)
    throw new CloudError(`the distribution names ${name}, which is not there`);

  return value;
}
