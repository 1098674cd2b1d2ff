import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { timestampSchema, toTimestamp } from '../../../domain/common/time.ts';
import { latencyBins } from '../../../domain/health/latency-histogram.ts';
import { type MinuteCounts, minuteMs } from '../../../domain/health/minute-counts.ts';
import type { TargetMinutes } from '../../../domain/health/read-health.ts';
import { byTargetPk, minuteSk } from '../keys.ts';
import { latencyAttribute } from './count-in-minute.ts';
import { readAttributes } from './count-reads.ts';

const count = z.int().min(0).default(0);
const minuteSchema = z
  .object({
    sk: z.string().regex(/^MINUTE#[-\dT:]{16}$/),
    success: count,
    failed: count,
    rate_limited: count,
    abandoned: count,
    // Absent in minutes that were counted before reads were.
    [readAttributes.success]: count,
    [readAttributes.failed]: count,
    [readAttributes.rate_limited]: count,
    last_success_at: timestampSchema.nullable().default(null),
  })
  .catchall(z.unknown());
const binSchema = z.int().min(1);

const bins = Array.from({ length: latencyBins }, (_, bin) => [bin, latencyAttribute(bin)] as const);
const counts = [
  'sk, success, failed, rate_limited, abandoned, last_success_at',
  ...Object.values(readAttributes),
];
/** The marks of what is counted are as long as all else, and nobody else's. */
const countsAndLatencies = [...counts, ...bins.map(([, name]) => name)];

/**
 * The minutes that `countInMinute` fills: one query over neighbouring items of less than 1 KB, at most 1,440 of a day, however
 * many attempts they stand for. Not read consistently, which halves the price: what ended a moment ago may be missing.
 */
export class DynamoTargetMinutes implements TargetMinutes {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(
    tenant: Tenant,
    targetId: string,
    { from, to, latencies }: Parameters<TargetMinutes['read']>[2],
  ): Promise<MinuteCounts[]> {
    const last = to === undefined ? 'MINUTE#9' : minuteSk(toTimestamp(to - minuteMs));
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :last',
        ExpressionAttributeValues: {
          ':pk': byTargetPk(tenant, targetId),
          ':from': minuteSk(toTimestamp(from)),
          ':last': last,
        },
        ProjectionExpression: (latencies ? countsAndLatencies : counts).join(', '),
      },
    );
    const minutes: MinuteCounts[] = [];
    for await (const { Items = [] } of pages) minutes.push(...Items.map(toMinute));

    return minutes;
  }
}

function toMinute(item: Record<string, unknown>): MinuteCounts {
  const minute = minuteSchema.parse(item);
  const { sk, success, failed, rate_limited, abandoned, last_success_at } = minute;
  const latencies = bins
    .filter(([, name]) => name in item)
    .map(([bin, name]) => [bin, binSchema.parse(item[name])] as const);

  return {
    start: Date.parse(`${sk.slice('MINUTE#'.length)}:00.000Z`),
    ...{ success, failed, rate_limited, abandoned, last_success_at },
    reads: {
      success: minute[readAttributes.success],
      failed: minute[readAttributes.failed],
      rate_limited: minute[readAttributes.rate_limited],
    },
    latencies: new Map(latencies),
  };
}
