import { ListBucketsCommand, type S3Client } from '@aws-sdk/client-s3';

/** There is no bucket of that name which these credentials may see. */
class NoBucketError extends Error {
  override name = 'NoBucketError';
}

/** The bucket whose name begins so and ends with the client's region: in between is the account. @throws NoBucketError */
export async function findBucket(client: S3Client, Prefix: string): Promise<string> {
  const region = await client.config.region();
  const { Buckets = [] } = await client.send(new ListBucketsCommand({ Prefix }));
  const found = Buckets.find(({ Name }) => Name?.endsWith(`-${region}`))?.Name;
  if (found === undefined) {
    throw new NoBucketError(
      `no bucket ${Prefix}... in ${region}. Was the stage deployed there? Choose with AWS_REGION and AWS_PROFILE.`,
    );
  }

  return found;
}
