import * as z from 'zod';
import { CloudError } from '../common/cloud-error.ts';
import { readInvokePermissions } from '../lambda/invoke-permissions.ts';
import { arn, functionNameOf } from '../template/place.ts';
import { propertiesOf, type Resources } from '../template/resources.ts';

/** A route of the template and the function behind it. */
export interface HttpRoute {
  /** E.g. `GET /api/units/{id}`, or `$default`. */
  readonly key: string;
  readonly functionName: string;
  readonly timeoutMs: number;
  /** What API Gateway calls the function as. */
  readonly sourceArn: string;
  /** Whether the function's permissions let it. */
  readonly mayInvoke: boolean;
  /** Path parameters when the route serves this request. */
  match(method: string, path: string): Readonly<Record<string, string>> | undefined;
}

/** API Gateway's own limit for an answer, ms. */
const maxTimeout = 30_000;

const routeSchema = z.object({
  ApiId: z.string().default('local'),
  RouteKey: z.string(),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.literal('NONE').default('NONE'),
});

const stageSchema = z.object({ StageName: z.string().default('$default') });

const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.coerce.number().default(maxTimeout),
});

/** The template's routes, in the order API Gateway tries them: exact ones, those with variables, greedy, `$default`. */
export function readRoutes(resources: Resources): HttpRoute[] {
  const integrations = new Map(
    resources
      .ofType('AWS::ApiGatewayV2::Integration')
      .map((resource) => [resource.ref, propertiesOf(resource, integrationSchema)]),
  );
  const mayInvoke = readInvokePermissions(resources);
  const [stage] = resources.ofType('AWS::ApiGatewayV2::Stage');
  const stageName = stage === undefined ? '$default' : propertiesOf(stage, stageSchema).StageName;
  return resources
    .ofType('AWS::ApiGatewayV2::Route')
    .map((resource) => {
      const { ApiId, RouteKey: key, Target } = propertiesOf(resource, routeSchema);
      const integration = integrations.get(Target.slice('integrations/'.length));
      if (integration === undefined) throw new CloudError(`route ${key} leads nowhere`);
      const functionName = functionNameOf(functionArn(integration.IntegrationUri));
      const sourceArn = arn('execute-api', `${ApiId}/${stageName}/${key.replace(' ', '')}`);
      return {
        key,
        functionName,
        sourceArn,
        mayInvoke: mayInvoke(functionName, { principal: 'apigateway.amazonaws.com', sourceArn }),
        timeoutMs: Math.min(integration.TimeoutInMillis, maxTimeout),
        match: matcher(key),
      };
    })
    .toSorted((left, right) => rank(left.key) - rank(right.key));
}

/** Either the function's ARN, or API Gateway's path that holds it. */
function functionArn(uri: string): string {
  return /\/functions\/([^/]+)\/invocations/.exec(uri)?.[1] ?? uri;
}

function rank(key: string): number {
  if (key === '$default') return 1_000;
  const variables = key.split('{').length - 1;
  return (key.includes('+}') ? 100 : 0) + (key.startsWith('ANY ') ? 50 : 0) + variables;
}

function matcher(key: string): HttpRoute['match'] {
  if (key === '$default') return () => ({});
  const [method = '', path = ''] = key.split(' ');
  const pattern = new RegExp(`^${path.split('/').map(segment).join('/')}$`);
  return (actual, actualPath) => {
    if (method !== 'ANY' && method !== actual) return undefined;
    const groups = pattern.exec(actualPath)?.groups;
    return groups ?? (pattern.test(actualPath) ? {} : undefined);
  };
}

function segment(part: string): string {
  const [, name, greedy] = /^\{(\w+)(\+?)\}$/.exec(part) ?? [];
  if (name === undefined) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return greedy ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`;
}
