import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Report } from '../../../domain/common/report.ts';
import type { Clock } from '../../../domain/common/time.ts';

/** What it takes to know a caller. */
export interface WhoAsksDeps {
  readonly client: DynamoDBDocumentClient;
  /** Names of the tables. */
  readonly tables: { readonly channels: string; readonly meters: string };
  readonly clock: Clock;
  readonly report: Report;
}
