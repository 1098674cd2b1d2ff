import { expect, it } from 'vitest';
import { readRoutes } from '../../../../local/cloud/http/http-routes.ts';
import { loadResources } from '../../../../local/cloud/template/resources.ts';
import { aFunction, aRoute, writeAssembly } from '../fixture/assembly.ts';

async function mayInvoke(key: string, permission: Record<string, unknown>): Promise<boolean> {
  const folder = writeAssembly({
    routes: {
      Resources: {
        Table: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'stand-in' } },
        Api: aFunction('api'),
        Http: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
        Integration: {
          Type: 'AWS::ApiGatewayV2::Integration',
          Properties: {
            IntegrationType: 'AWS_PROXY',
            IntegrationUri: { 'Fn::GetAtt': ['Api', 'Arn'] },
            PayloadFormatVersion: '2.0',
          },
        },
        ...aRoute(key),
        Permission: {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            Action: 'lambda:InvokeFunction',
            FunctionName: { Ref: 'Api' },
            Principal: 'apigateway.amazonaws.com',
            ...permission,
          },
        },
      },
    },
  });
  const [route] = readRoutes(await loadResources(folder, 'http://127.0.0.1:1'));
  return route?.mayInvoke === true;
}

const from = (path: string) => ({
  SourceArn: `arn:aws:execute-api:us-east-1:000000000000:Http/${path}`,
});

it.each([
  { key: 'GET /units/{id}', permission: from('*/*/*'), may: true },
  { key: 'GET /units/{id}', permission: from('*/GET/units/{id}'), may: true },
  { key: 'GET /units/{id}', permission: from('*/POST/units/{id}'), may: false },
  { key: 'GET /units/{id}', permission: from('prod/*'), may: false },
  { key: 'GET /units/{id}', permission: {}, may: true },
  { key: 'GET /units/{id}', permission: { Principal: 'events.amazonaws.com' }, may: false },
  { key: 'GET /units/{id}', permission: { FunctionName: 'other' }, may: false },
  { key: '$default', permission: from('*/*/*'), may: false },
  { key: '$default', permission: from('*/*/$default'), may: false },
  { key: '$default', permission: from('*/$default'), may: true },
  { key: '$default', permission: from('*/*'), may: true },
])('$key may call its function by $permission: $may', async ({ key, permission, may }) => {
  expect(await mayInvoke(key, permission)).toBe(may);
});
