import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ReadAnswer } from '../../domain/channel/channel.ts';
import type { ReadFrom, ReadLog } from '../../domain/channel/read-log.ts';
import { type Clock, toTimestamp } from '../../domain/common/time.ts';
import type { ReadCounts } from '../../domain/health/minute-counts.ts';
import { type CallEnding, totalsOf } from '../../domain/health/totals.ts';
import { countReads } from '../dynamodb/audit/count-reads.ts';
import { addTotals } from '../dynamodb/audit/target-totals.ts';
import { publishReads } from '../telemetry/request-metrics.ts';
import { logger } from '../telemetry/telemetry.ts';

/** Counts reads in the metrics and, those of a target, in its minutes, which the dashboard adds up, and in its totals. */
export class CountedReads implements ReadLog {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, metersTable: string, clock: Clock) {
    this.#client = client;
    this.#table = metersTable;
    this.#clock = clock;
  }

  async record({ channel_type, target }: ReadFrom, answers: readonly ReadAnswer[]): Promise<void> {
    publishReads(channel_type, answers);
    if (target === undefined) return;
    const at = toTimestamp(this.#clock());
    const totals = totalsOf({ calls: answers.map(callOf) });
    try {
      await Promise.all([
        countReads(this.#client, this.#table, { target, counts: countsOf(answers), at }),
        addTotals(this.#client, this.#table, { target, totals }),
      ]);
    } catch (error) {
      logger.warn('reads-not-counted', { target_id: target.id, error });
    }
  }
}

function callOf({ kind, http_status }: ReadAnswer): CallEnding {
  return { http_status, is_limited: kind === 'rate_limited' };
}

function countsOf(answers: readonly ReadAnswer[]): ReadCounts {
  const counts = { success: 0, failed: 0, rate_limited: 0 };
  for (const { kind } of answers) {
    if (kind === 'accepted') counts.success += 1;
    else if (kind === 'rate_limited') counts.rate_limited += 1;
    else counts.failed += 1;
  }

  return counts;
}
