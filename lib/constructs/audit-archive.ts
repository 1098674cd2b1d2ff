import { Duration, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, StorageClass } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { archiveBucketName } from '../names.ts';
import type { StageSettings } from '../settings.ts';
import { ArchiveQueries } from './archive-queries.ts';

/** The archive of the audit: closed attempts by org and day, for years after the table has forgotten them, and how people ask it. */
export class AuditArchive extends Construct {
  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      bucketName: archiveBucketName(settings.stage),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // What somebody overwrites or deletes can be brought back for a while.
      versioned: true,
      removalPolicy: settings.removalPolicy,
      lifecycleRules: [
        {
          id: 'rows',
          prefix: 'audit/',
          // Read at once as before, and seldom by then. Small objects stay where they are, which is cheaper.
          transitions: [
            {
              storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
              transitionAfter: Duration.days(90),
            },
          ],
          expiration: settings.archiveKept,
          noncurrentVersionExpiration: Duration.days(30),
        },
        {
          id: 'answers',
          prefix: 'answers/',
          expiration: Duration.days(7),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'One function writes to it. People read it through Athena, which keeps a history of their queries; a log of requests would be another such bucket.',
    });
    new ArchiveQueries(this, 'Queries', { stage: settings.stage, bucket });
  }
}
