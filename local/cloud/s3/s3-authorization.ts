import type { AwsCall } from '../common/aws-call.ts';
import type { AuthorizationRequest } from '../iam/evaluate.ts';
import { s3Address } from './s3-request.ts';

/** The permission that each action needs, where it is not of its name. */
const permissions = new Map([
  ['HeadObject', 's3:GetObject'],
  ['ListObjectsV2', 's3:ListBucket'],
]);

/**
 * What a call of S3 needs. Whoever asks for an object that is not there needs to be allowed to list the bucket as well, or is not told
 * (docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
 *
 * @param exists whether there is such an object.
 */
export function s3Authorizations(
  { action, path }: Pick<AwsCall, 'action' | 'path'>,
  exists: (bucket: string, key: string) => boolean,
): AuthorizationRequest[] {
  if (action === 'ListBuckets') return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
  const { bucket, key } = s3Address(path);
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const needed = permissions.get(action) ?? `s3:${action}`;
  if (key === '') return [{ action: needed, resource: bucketArn }];
  const own = { action: needed, resource: `${bucketArn}/${key}` };
  const asksInVain = needed === 's3:GetObject' && !exists(bucket, key);

  return asksInVain ? [own, { action: 's3:ListBucket', resource: bucketArn }] : [own];
}
