import { Aws, CfnOutput, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  Signing,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { consoleBucketName, namePrefix } from '../names.ts';
import type { StageSettings } from '../settings.ts';
import { consoleHeaders } from './console-headers.ts';

export interface ConsoleSiteProps {
  readonly settings: StageSettings;
  /** Its `/api` and `/docs` are served beside the console. */
  readonly api: HttpApi;
}

/**
 * Where people come: the console's files from a bucket, and the API beside them at the same origin, so that the session's cookie
 * goes along and nothing needs CORS.
 */
export class ConsoleSite extends Construct {
  /** Holds the console's files; only the distribution reads it. */
  readonly bucket: Bucket;
  /** Without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, { settings, api }: ConsoleSiteProps) {
    super(scope, id);
    this.bucket = this.privateBucket(settings);
    const { ownDomain, publicProtocol } = settings;
    const distribution = new Distribution(this, 'Distribution', {
      comment: `${namePrefix(settings.stage)}: console and API`,
      defaultBehavior: this.filesBehavior(settings),
      additionalBehaviors: behaviorsOf(api),
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(ownDomain && {
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        domainNames: [ownDomain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', ownDomain.certificateArn),
      }),
    });
    acknowledgeRules(distribution, settings);
    this.url = `${publicProtocol}://${ownDomain?.name ?? distribution.distributionDomainName}`;
    new CfnOutput(this, 'Url', { value: this.url, description: 'Address of the console.' });
  }

  private privateBucket({ stage }: StageSettings): Bucket {
    const bucket = new Bucket(this, 'Files', {
      bucketName: consoleBucketName(stage),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // In every stage: it holds nothing that cannot be built again.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Holds what every visitor gets, and is read by the distribution alone.',
    });
    return bucket;
  }

  private filesBehavior({ stage }: StageSettings): BehaviorOptions {
    const name = `${namePrefix(stage)}-console-${Aws.REGION}`;
    const originAccessControl = new S3OriginAccessControl(this, 'Access', {
      originAccessControlName: name,
      signing: Signing.SIGV4_ALWAYS,
    });
    const pages = new EdgeFunction(this, 'Pages', {
      functionName: name,
      comment: 'Leads the paths of pages to index.html.',
      code: FunctionCode.fromFile({ filePath: `${import.meta.dirname}/../edge/lead-to-index.js` }),
      runtime: FunctionRuntime.JS_2_0,
    });
    return {
      origin: S3BucketOrigin.withOriginAccessControl(this.bucket, { originAccessControl }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      compress: true,
      responseHeadersPolicy: consoleHeaders(this, name),
      functionAssociations: [{ function: pages, eventType: FunctionEventType.VIEWER_REQUEST }],
    };
  }
}

/** The API's paths. Nothing of them is cached, and everything handed on but `Host`, by which API Gateway knows its APIs. */
function behaviorsOf(api: HttpApi): Record<string, BehaviorOptions> {
  const behavior = {
    // It gives the gateway 30 s to answer, as long as that gives its functions.
    origin: new HttpOrigin(`${api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  };

  return {
    // Nobody is to find that a key sent in the clear works, if by a redirect.
    '/api/*': { ...behavior, viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY },
    '/docs*': { ...behavior, viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS },
  };
}

function acknowledgeRules(distribution: Distribution, { ownDomain }: StageSettings): void {
  const reasons = {
    CFR1: 'Operators may work from anywhere.',
    CFR2: 'The files are public and cost little; calls of the API are throttled there, whichever way they come.',
    CFR3: 'Its log would hold query strings, with the codes of logins. Calls are in the log of the API, which holds none.',
    ...(ownDomain === undefined && {
      CFR4: 'With the certificate of CloudFront itself, its own security policy holds and no other; browsers take the best of it.',
    }),
  };
  for (const [rule, reason] of Object.entries(reasons)) {
    Validations.of(distribution).acknowledge({ id: `AwsSolutions-${rule}`, reason });
  }
}
