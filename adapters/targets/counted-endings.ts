import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type TotalsLog, totalsOf } from '../../domain/health/totals.ts';
import type { JobEnding } from '../../domain/sync/sync-deps.ts';
import type { TargetIdentity } from '../../domain/targets/target-resources.ts';
import { addTotals } from '../dynamodb/audit/target-totals.ts';
import { logger } from '../telemetry/telemetry.ts';

/** Counts endings of jobs in the totals of their target: one write for those of a pass. */
export class CountedEndings implements TotalsLog {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, metersTable: string) {
    this.#client = client;
    this.#table = metersTable;
  }

  async add(target: TargetIdentity, endings: readonly JobEnding[]): Promise<void> {
    try {
      await addTotals(this.#client, this.#table, { target, totals: totalsOf({ endings }) });
    } catch (error) {
      logger.warn('endings-not-counted', { target_id: target.id, error });
    }
  }
}
