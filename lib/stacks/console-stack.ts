import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ConsoleFiles } from '../constructs/console-files.ts';
import type { StageSettings } from '../settings.ts';

export interface ConsoleStackProps extends StackProps {
  readonly settings: StageSettings;
  /** Where the distribution finds the files. */
  readonly bucket: Bucket;
  /** Folder with the built console. */
  readonly files: string;
}

/**
 * The console's files. A stack of its own, since it comes after the API that the console calls, and goes before the bucket, which
 * cannot be removed while it holds any.
 */
export class ConsoleStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { settings, bucket, files, ...props }: ConsoleStackProps,
  ) {
    super(scope, id, props);
    new ConsoleFiles(this, 'Files', { settings, bucket, files });
  }
}
