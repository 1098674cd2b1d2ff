import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createDistribution } from '../../../../local/cloud/edge/distribution.ts';
import type { Answering } from '../../../../local/cloud/http/front-door.ts';
import type { HttpRequest } from '../../../../local/cloud/http/http-request.ts';
import { loadResources } from '../../../../local/cloud/template/resources.ts';
import { writeAssembly } from '../fixture/assembly.ts';

const bucketArn = { 'Fn::GetAtt': ['Bucket', 'Arn'] };
const anyFile = { 'Fn::Join': ['', [bucketArn, '/*']] };
const distributionArn = {
  'Fn::Join': [
    '',
    ['arn:aws:cloudfront::', { Ref: 'AWS::AccountId' }, ':distribution/', { Ref: 'Distribution' }],
  ],
};

export const mayRead = {
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: 's3:GetObject',
  Resource: anyFile,
  Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
};
export const mayList = { ...mayRead, Action: ['s3:ListBucket'], Resource: bucketArn };

const files = {
  TargetOriginId: 'files',
  ViewerProtocolPolicy: 'redirect-to-https',
  CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  ResponseHeadersPolicyId: { Ref: 'Headers' },
  Compress: true,
};
const api = {
  PathPattern: '/api/*',
  TargetOriginId: 'api',
  ViewerProtocolPolicy: 'https-only',
  AllowedMethods: ['GET', 'HEAD', 'POST'],
  CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
};

export interface SiteOptions {
  readonly statements?: readonly unknown[];
  /** Over what the default behavior is. */
  readonly behavior?: Readonly<Record<string, unknown>>;
  readonly behaviors?: readonly unknown[];
  /** Code of a function of the default behavior. */
  readonly code?: string;
  readonly security?: Readonly<Record<string, unknown>>;
  /** Name -> content, with what is said of their age. */
  readonly contents?: Readonly<Record<string, string>>;
}

/** A template with a distribution, a bucket and an API; `see` asks it as a browser would. */
export async function aSite(options: SiteOptions = {}) {
  const assembly = writeAssembly({ app: { Resources: resourcesOf(options) } });
  const { contents = { 'index.html': '<h1>Index</h1>' } } = options;
  for (const [name, content] of Object.entries(contents)) {
    const path = join(assembly, 'asset.code', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const asked: HttpRequest[] = [];
  const problems: unknown[] = [];
  const answer: Answering = async (request) => {
    asked.push(request);
    return { status: 200, headers: { etag: '"of-the-api"' }, body: Buffer.from('API') };
  };
  const distribution = await createDistribution(
    await loadResources(assembly, 'http://localhost:4000'),
    { api: answer, onProblem: (_, error) => problems.push(error) },
  );
  const see = async (
    request: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> => {
    const [method = '', url = ''] = request.split(' ');
    const { body, ...rest } = await distribution({ method, url, headers, body: nothing() });
    return { ...rest, headers: { ...rest.headers }, body };
  };

  return { see, asked, problems };
}

async function* nothing(): AsyncGenerator<Buffer> {}

function resourcesOf({
  statements = [mayRead],
  behavior = {},
  behaviors = [api],
  code,
  security = { ContentTypeOptions: { Override: true } },
}: SiteOptions): Record<string, unknown> {
  const associated = {
    FunctionAssociations: [
      { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Function', 'FunctionARN'] } },
    ],
  };
  return {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'the-files' } },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: { Version: '2012-10-17', Statement: statements },
      },
    },
    Http: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    Headers: {
      Type: 'AWS::CloudFront::ResponseHeadersPolicy',
      Properties: { ResponseHeadersPolicyConfig: { Name: 'h', SecurityHeadersConfig: security } },
    },
    Function: {
      Type: 'AWS::CloudFront::Function',
      Properties: {
        ...{ Name: 'f', AutoPublish: true, FunctionCode: code ?? 'function handler() {}' },
        FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
      },
    },
    Deployment: {
      Type: 'Custom::CDKBucketDeployment',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] },
        ...{ SourceBucketNames: ['assets'], SourceObjectKeys: ['code.zip'] },
        DestinationBucketName: { Ref: 'Bucket' },
        SystemMetadata: { 'cache-control': 'no-cache' },
        ...{ Prune: false, RetainOnDelete: false, OutputObjectKeys: true },
        WaitForDistributionInvalidation: true,
      },
    },
    Provider: {
      Type: 'AWS::Lambda::Function',
      Properties: { Role: { 'Fn::GetAtt': ['ProviderRole', 'Arn'] } },
    },
    ProviderRole: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['unread'] } },
    Distribution: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Enabled: true,
          DefaultCacheBehavior: {
            ...files,
            ...(code === undefined ? {} : associated),
            ...behavior,
          },
          CacheBehaviors: behaviors,
          Origins: [
            {
              Id: 'files',
              DomainName: { 'Fn::GetAtt': ['Bucket', 'RegionalDomainName'] },
              OriginAccessControlId: 'access',
              S3OriginConfig: { OriginAccessIdentity: '' },
            },
            {
              Id: 'api',
              DomainName: {
                'Fn::Join': ['.', [{ Ref: 'Http' }, 'execute-api.us-east-1.amazonaws.com']],
              },
              CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
            },
          ],
        },
      },
    },
  };
}
