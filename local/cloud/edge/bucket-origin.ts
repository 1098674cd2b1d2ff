import type { HttpAnswer } from '../http/http-answer.ts';
import type { DistributionMay } from './bucket-policy.ts';
import type { SiteFile } from './site-files.ts';

export interface BucketOrigin {
  readonly arn: string;
  readonly files: ReadonlyMap<string, SiteFile>;
  readonly may: DistributionMay;
}

/**
 * S3's answer to the distribution. Who may not list a bucket is not told what it lacks: 403, not 404
 * (docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
 */
export function getObject({ arn, files, may }: BucketOrigin, path: string): HttpAnswer {
  const key = decodeKey(path);
  const file = key === undefined ? undefined : files.get(key);
  if (!may('s3:GetObject', `${arn}/${key}`)) return refusal(403, 'AccessDenied', 'Access Denied');
  if (file === undefined) {
    return may('s3:ListBucket', arn)
      ? refusal(404, 'NoSuchKey', 'The specified key does not exist.')
      : refusal(403, 'AccessDenied', 'Access Denied');
  }

  return { status: 200, ...file };
}

function decodeKey(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return undefined;
  }
}

function refusal(status: number, code: string, message: string): HttpAnswer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;

  return { status, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) };
}
