import * as z from 'zod';

/**
 * What the local cloud knows of a distribution. Strict: a property that nobody looks at would be served otherwise than CloudFront
 * does. Those of any value make no difference on one machine.
 */
const ignored = z.unknown().optional();

const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const allViewerExceptHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

/** Managed policies, by their ids (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html). */
const cachePolicy = z
  .enum([cachingOptimized, cachingDisabled])
  // What is not cached is not compressed either.
  .transform((id) => ({ caches: id === cachingOptimized }));

const behaviorSchema = z.strictObject({
  TargetOriginId: z.string(),
  // There is no certificate on this machine, and loopback is as good: all requests count as https.
  ViewerProtocolPolicy: z.enum(['allow-all', 'https-only', 'redirect-to-https']),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachedMethods: ignored,
  CachePolicyId: cachePolicy,
  OriginRequestPolicyId: z.literal(allViewerExceptHost).optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  Compress: z.boolean().default(false),
  FunctionAssociations: z
    .array(z.strictObject({ EventType: z.literal('viewer-request'), FunctionARN: z.string() }))
    .max(1)
    .default([]),
});

const s3OriginSchema = z.strictObject({
  Id: z.string(),
  DomainName: z.string(),
  OriginAccessControlId: z.string(),
  S3OriginConfig: z.strictObject({ OriginAccessIdentity: z.literal('').optional() }),
});

const customOriginSchema = z.strictObject({
  Id: z.string(),
  DomainName: z.string(),
  CustomOriginConfig: z.strictObject({
    OriginProtocolPolicy: z.literal('https-only'),
    OriginSSLProtocols: ignored,
  }),
});

const originSchema = z.union([s3OriginSchema, customOriginSchema]);

export const distributionSchema = z.strictObject({
  DistributionConfig: z.strictObject({
    Enabled: z.literal(true),
    DefaultCacheBehavior: behaviorSchema,
    CacheBehaviors: z.array(behaviorSchema.extend({ PathPattern: z.string() })).default([]),
    Origins: z.array(originSchema),
    Comment: ignored,
    HttpVersion: ignored,
    IPV6Enabled: ignored,
    PriceClass: ignored,
  }),
  Tags: ignored,
});

export type BehaviorProperties = z.infer<typeof behaviorSchema>;
export type OriginProperties = z.infer<typeof originSchema>;
