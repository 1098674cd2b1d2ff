import * as z from 'zod';
import { arnLike, wildcard } from '../iam/wildcard.ts';
import { propertiesOf, type Resources } from '../template/resources.ts';

/** Whether the policies of buckets let a distribution do something, e.g. `s3:GetObject`, with a resource. */
export type DistributionMay = (action: string, resource: string) => boolean;

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const allowDistribution = z.strictObject({
  Effect: z.literal('Allow'),
  Principal: z.strictObject({ Service: z.literal('cloudfront.amazonaws.com') }),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.strictObject({ StringEquals: z.strictObject({ 'AWS:SourceArn': z.string() }) }),
});

/** CloudFront comes by TLS. */
const denyInsecure = z.strictObject({
  Effect: z.literal('Deny'),
  Principal: z.unknown(),
  Action: z.unknown(),
  Resource: z.unknown(),
  Condition: z.strictObject({
    Bool: z.strictObject({ 'aws:SecureTransport': z.literal('false') }),
  }),
});

const policySchema = z.strictObject({
  Bucket: z.string(),
  PolicyDocument: z.strictObject({
    Version: z.literal('2012-10-17'),
    Statement: z.array(z.discriminatedUnion('Effect', [allowDistribution, denyInsecure])),
  }),
});

/** @throws CloudError for a statement that is of neither kind. */
export function readBucketPolicies(resources: Resources, distributionArn: string): DistributionMay {
  const allowing = resources
    .ofType('AWS::S3::BucketPolicy')
    .flatMap((resource) => propertiesOf(resource, policySchema).PolicyDocument.Statement)
    .filter((statement) => statement.Effect === 'Allow')
    .filter(({ Condition }) => Condition.StringEquals['AWS:SourceArn'] === distributionArn);

  return (action, resource) =>
    allowing.some(
      ({ Action, Resource }) =>
        Action.some((pattern) => wildcard(pattern)(action)) &&
        Resource.some((pattern) => arnLike(pattern)(resource)),
    );
}
