import { S3Client } from '@aws-sdk/client-s3';
import { startAwsEndpoint } from '../../local/cloud/aws-endpoint.ts';
import { createFaults, type Faults } from '../../local/cloud/faults.ts';
import { createGate } from '../../local/cloud/gate.ts';
import { Authorizer } from '../../local/cloud/iam/authorizer.ts';
import { account } from '../../local/cloud/iam/session.ts';
import { createRequestCounts, type RequestCounts } from '../../local/cloud/request-counts.ts';
import { S3Service } from '../../local/cloud/s3/s3-service.ts';

export interface LocalS3 {
  readonly client: S3Client;
  readonly faults: Faults;
  readonly counts: RequestCounts;
  stop(): Promise<void>;
}

/** The local cloud's S3 alone, in memory, with one bucket and a client that may do everything. */
export async function startLocalS3(bucket: string): Promise<LocalS3> {
  const faults = createFaults();
  const counts = createRequestCounts();
  const services = new Map([['s3', new S3Service([bucket], undefined)]]);
  const authorizer = new Authorizer(new Map());
  const gate = createGate({ services, authorizer, counts, faults });
  const endpoint = await startAwsEndpoint({ gate, callerOf: () => account });
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: `${endpoint.url}/s3`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });

  return {
    ...{ client, faults, counts },
    stop: async () => {
      client.destroy();
      await endpoint.stop();
    },
  };
}
