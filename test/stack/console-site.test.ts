import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { ConsoleSite } from '../../lib/constructs/console-site.ts';
import { type StageSettings, settingsOf } from '../../lib/settings.ts';
import { createEdgeFunction } from '../../local/cloud/edge/edge-function.ts';
import type { Resource } from '../../local/cloud/template/resources.ts';
import { flatten } from './flatten.ts';
import { functionOf, resourcesOf, templatesOf } from './synthesise.ts';

const { channels, console } = templatesOf('prod');
const [distribution] = resourcesOf(channels, 'AWS::CloudFront::Distribution');
const config = distribution?.Properties.DistributionConfig;
const origins = Object(flatten(config.Origins));

describe('the distribution', () => {
  it('leads to the API by its paths, with all that browsers send and nothing kept', () => {
    expect(
      config.CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern),
    ).toEqual(['/api/*', '/docs*']);
    for (const behavior of config.CacheBehaviors) {
      expect(originOf(behavior).DomainName).toMatch(/^<ApiHttpApi\w+>\.execute-api\./);
      expect(originOf(behavior).CustomOriginConfig.OriginProtocolPolicy).toBe('https-only');
      expect(behavior).toMatchObject({
        AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
        // CachingDisabled and AllViewerExceptHostHeader.
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      });
      expect(behavior.FunctionAssociations).toBeUndefined();
      expect(behavior.ResponseHeadersPolicyId).toBeUndefined();
    }
    expect(config.CustomErrorResponses).toBeUndefined();
  });

  it('leads everything else to the files, which it alone may read', () => {
    const { DefaultCacheBehavior: behavior } = config;
    expect(behavior).toMatchObject({ AllowedMethods: ['GET', 'HEAD'], Compress: true });
    expect(originOf(behavior)).toMatchObject({
      DomainName: expect.stringMatching(/^<ConsoleFiles\w+\.RegionalDomainName>$/),
      OriginAccessControlId: expect.any(String),
    });

    const [bucket] = resourcesOf(channels, 'AWS::S3::Bucket');
    expect(bucket?.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    const [policy] = resourcesOf(channels, 'AWS::S3::BucketPolicy');
    const allowed = Object(flatten(policy?.Properties.PolicyDocument.Statement)).filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    expect(allowed).toMatchObject([
      {
        Action: 's3:GetObject',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: {
          StringEquals: {
            'AWS:SourceArn': expect.stringContaining(':distribution/<ConsoleDistribution'),
          },
        },
      },
    ]);
  });

  it('tells browsers to run, load and send nothing but what is ours, and pictures', () => {
    const [policy] = resourcesOf(channels, 'AWS::CloudFront::ResponseHeadersPolicy');
    const headers = policy?.Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig;
    const rules = headers.ContentSecurityPolicy.ContentSecurityPolicy.split('; ');
    expect(rules.sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' https: data:",
      "manifest-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(Object.values(headers).every((each) => Object(each).Override)).toBe(true);
  });

  function originOf({ TargetOriginId }: { TargetOriginId: string }) {
    return origins.find(({ Id }: { Id: string }) => Id === TargetOriginId);
  }
});

describe('the function for pages', () => {
  const [made] = resourcesOf(channels, 'AWS::CloudFront::Function');
  const change = createEdgeFunction({
    properties: { ...made?.Properties, Name: 'pages' },
    logicalId: 'Pages',
  } as unknown as Resource);

  it.each([
    ['/', '/index.html'],
    ['/targets', '/index.html'],
    ['/targets/0190b1/listings/', '/index.html'],
    ['/assets.old/targets', '/index.html'],
    ['/index.html', '/index.html'],
    ['/assets/index-1.js', '/assets/index-1.js'],
    ['/icon.svg', '/icon.svg'],
  ])('leads %s to %s', (uri, file) => {
    expect(change({ method: 'GET', uri }).uri).toBe(file);
  });

  it('is as short as the one in the sources, and uses no word that its runtime may not know', () => {
    const code = readFileSync(join(import.meta.dirname, '../../lib/edge/lead-to-index.js'), 'utf8');
    expect(made?.Properties.FunctionCode).toBe(code);
    expect(code).not.toMatch(/\{ \w+ \} =|import |\?\./);
  });
});

describe('the public address', () => {
  it.each(['dev', 'prod', 'local'] as const)(
    'of %s is that of the distribution, for all functions of the API',
    (stage) => {
      const { channels: template } = templatesOf(stage);
      for (const name of ['targets-api', 'listings-api', 'health-api', 'auth-api']) {
        const { PUBLIC_URL } = functionOf(template, name).Environment.Variables;
        expect(flatten(PUBLIC_URL)).toMatch(
          stage === 'local'
            ? /^http:\/\/<ConsoleDistribution\w+\.DomainName>$/
            : /^https:\/\/<ConsoleDistribution\w+\.DomainName>$/,
        );
      }
    },
  );

  it("is a domain of one's own where the stage has one, with the newest TLS and no other name", () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
    const settings: StageSettings = {
      ...settingsOf('prod'),
      ownDomain: { name: 'channels.example.com', certificateArn },
    };
    const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'own');
    const site = new ConsoleSite(stack, 'Console', { settings, api: new HttpApi(stack, 'Api') });

    expect(site.url).toBe('https://channels.example.com');
    Template.fromStack(stack).hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['channels.example.com'],
        ViewerCertificate: {
          AcmCertificateArn: certificateArn,
          MinimumProtocolVersion: 'TLSv1.2_2021',
          SslSupportMethod: 'sni-only',
        },
      },
    });
  });
});

describe("the console's files", () => {
  const deployments = console.findResources('Custom::CDKBucketDeployment');
  const assets = deploymentOf('assets');
  const pages = deploymentOf(undefined);

  it('are kept for ever under hashed names, and asked for again under others', () => {
    expect(assets.Properties.SystemMetadata).toEqual({
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(pages.Properties.SystemMetadata).toEqual({ 'cache-control': 'no-cache' });
  });

  it('come before the page that names them, and stay for tabs that are open', () => {
    expect(pages.DependsOn).toContain(assets.id);
    for (const { Properties } of [assets, pages])
      expect(Properties).toMatchObject({ Prune: false, RetainOnDelete: false });
  });

  it('are put there by a function that may read assets and write files of the console, and nothing else', () => {
    const granted = resourcesOf(console, 'AWS::IAM::Policy').flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.flatMap(
        ({ Action }: { Action: string | string[] }) => Action,
      ),
    );
    expect([...new Set(granted)].sort()).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:DeleteObject',
      's3:GetBucketTagging',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
    ]);
  });

  function deploymentOf(prefix: string | undefined) {
    const found = Object.entries(deployments).find(
      ([, { Properties }]) => Properties.DestinationBucketKeyPrefix === prefix,
    );
    if (found === undefined) throw new Error(`no deployment to ${prefix}`);
    const [id, resource] = found;
    return { id, ...(resource as { Properties: Record<string, unknown>; DependsOn: string[] }) };
  }
});
