import { describe, expect, it } from 'vitest';
import { routes } from '../../adapters/http/route-table.ts';
import { settingsOf, stageSchema } from '../../lib/settings.ts';
import { flatten } from './flatten.ts';
import { resourcesOf, templatesOf } from './synthesise.ts';

const prod = templatesOf('prod').channels;

describe('the HTTP API', () => {
  it('has exactly the routes of the contract, and one that answers all else', () => {
    const made = resourcesOf(prod, 'AWS::ApiGatewayV2::Route').map(
      ({ Properties }) => Properties.RouteKey,
    );
    const wanted = routes.flatMap(({ method, path }) =>
      method === 'GET' ? [`GET ${path}`, `HEAD ${path}`] : [`${method} ${path}`],
    );
    expect(made.sort()).toEqual([...wanted, '$default'].sort());
  });

  it('sends each route to the function that serves it', () => {
    const integrations = prod.findResources('AWS::ApiGatewayV2::Integration');
    for (const { Properties } of resourcesOf(prod, 'AWS::ApiGatewayV2::Route')) {
      const id = JSON.stringify(Properties.Target).match(/"Ref":"([^"]+)"/)?.[1] ?? '';
      const [functionId] = integrations[id]?.Properties.IntegrationUri['Fn::GetAtt'] ?? [];
      const served = prod.findResources('AWS::Lambda::Function')[functionId];
      const key = Properties.RouteKey.replace('HEAD', 'GET');
      const route = routes.find(({ method, path }) => `${method} ${path}` === key);
      const wanted = Properties.RouteKey === '$default' ? 'health-api' : route?.function;

      expect(served?.Properties.FunctionName).toBe(`tvl-channels-prod-${wanted}`);
    }
  });

  it.each(stageSchema.options)('of %s may call the function behind each route', (stage) => {
    const template = templatesOf(stage).channels;
    const integrations = template.findResources('AWS::ApiGatewayV2::Integration');
    const permissions = resourcesOf(template, 'AWS::Lambda::Permission').map(({ Properties }) =>
      Object(flatten(Properties)),
    );
    for (const { Properties } of resourcesOf(template, 'AWS::ApiGatewayV2::Route')) {
      const id = String(flatten(Properties.Target)).match(/<(.*)>/)?.[1] ?? '';
      const called = flatten(integrations[id]?.Properties.IntegrationUri);
      const granted = permissions.filter(({ FunctionName }) => FunctionName === called);

      const caller = `arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:${flatten(Properties.ApiId)}/${callerPath(Properties.RouteKey)}`;
      expect(granted.some(({ SourceArn }) => matches(SourceArn, caller))).toBe(true);
    }
  });

  /** What API Gateway calls a function as: all that is not a path is one part. */
  function callerPath(routeKey: string): string {
    return `$default/${routeKey.replace(' ', '')}`;
  }

  function matches(pattern: string, arn: string): boolean {
    const parts = pattern.split('*').map((part) => part.replaceAll(/[.$+?^(){}|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(arn);
  }

  it('is throttled, and logs who asked for what without headers, bodies or queries', () => {
    const [stage] = resourcesOf(prod, 'AWS::ApiGatewayV2::Stage');
    const { rateLimit, burstLimit } = settingsOf('prod').apiRate;
    expect(stage?.Properties.DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: rateLimit,
      ThrottlingBurstLimit: burstLimit,
    });
    const line = JSON.parse(stage?.Properties.AccessLogSettings.Format);
    expect(line).toMatchObject({ request_id: '$context.requestId', route: '$context.routeKey' });
    expect(JSON.stringify(line)).not.toMatch(/header|body|querystring|path"/i);
  });
});
