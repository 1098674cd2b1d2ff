import { Aws } from 'aws-cdk-lib';
import { consoleBucketName } from '../names.ts';
import type { Stage } from '../settings.ts';
import type { Permission } from './permission.ts';

/** What whoever deploys the console's files may do: take them out of the assets, and put them into their bucket. */
export function consolePermissions(stage: Stage): readonly Permission[] {
  const bucket = arnOf(consoleBucketName(stage));

  return [
    {
      actions: ['s3:GetObject'],
      resources: [arnOf(`cdk-*-assets-${Aws.ACCOUNT_ID}-${Aws.REGION}/*`)],
      patternReason:
        'Assets are named by their hash, and their bucket by how the account was bootstrapped.',
    },
    { actions: ['s3:ListBucket', 's3:GetBucketTagging'], resources: [bucket] },
    {
      actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      resources: [`${bucket}/*`],
      patternReason: 'The files of the console, whatever their names: the bucket holds no others.',
    },
  ];
}

function arnOf(place: string): string {
  return `arn:${Aws.PARTITION}:s3:::${place}`;
}
