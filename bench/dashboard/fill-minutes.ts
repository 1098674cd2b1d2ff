import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { latencyAttribute } from '../../adapters/dynamodb/audit/count-in-minute.ts';
import { minuteKey } from '../../adapters/dynamodb/keys.ts';
import { inParallel } from '../../domain/common/in-parallel.ts';
import { toTimestamp } from '../../domain/common/time.ts';
import { latencyBin } from '../../domain/health/latency-histogram.ts';
import { minuteMs } from '../../domain/health/minute-counts.ts';
import type { Target } from '../../domain/targets/target.ts';
import type { Cloud } from '../../local/cloud/cloud-options.ts';

/** Attempts spread evenly over some minutes. */
export interface Stretch {
  readonly attempts: number;
  readonly minutes: number;
}

const batchLength = 25;
const batchesAtOnce = 4;
/** Everything has been written, or nothing is measured. */
const answerSchema = z.object({ UnprocessedItems: z.strictObject({}) });

/**
 * Writes the minutes of a target with this past, of which the first stretch ends now and each other one before it. Attempts are
 * counted as `adapters/dynamodb/audit/count-in-minute.ts` counts them, only in memory first: a million transactions would take hours.
 */
export async function fillMinutes(
  cloud: Cloud,
  target: Target,
  past: readonly Stretch[],
): Promise<void> {
  const { METERS_TABLE } = cloud.variablesOf('health-api');
  const minutes = past.flatMap((stretch) =>
    Array.from({ length: stretch.minutes }, (_, at) => countMinute(stretch, at)),
  );
  const items = minutes.map((counts, at) => {
    const moment = toTimestamp(Date.now() - at * minuteMs);

    return { ...minuteKey(target, target.id, moment), ...counts, last_success_at: moment };
  });
  const batches = Array.from({ length: Math.ceil(items.length / batchLength) }, (_, at) =>
    items.slice(at * batchLength, (at + 1) * batchLength),
  );
  await inParallel(batches, batchesAtOnce, async (batch) => {
    const puts = batch.map((item) => ({ PutRequest: { Item: marshall(item) } }));
    const answer = await cloud.call('dynamodb', 'BatchWriteItem', {
      RequestItems: { [METERS_TABLE ?? '']: puts },
    });
    answerSchema.parse(answer);
  });
}

/** Of a hundred attempts one fails and one is refused, and they take 0.2 to 3 s, most of them less than half a second. */
function countMinute({ attempts, minutes }: Stretch, at: number): Record<string, number> {
  const counts: Record<string, number> = {};
  const from = Math.floor((attempts * at) / minutes);
  const to = Math.floor((attempts * (at + 1)) / minutes);
  for (let attempt = from; attempt < to; attempt += 1) {
    const outcome = ['failed', 'rate_limited'][attempt % 100] ?? 'success';
    const ms = 200 / (1 - 0.93 * fraction(attempt));
    for (const name of [outcome, latencyAttribute(latencyBin(ms))])
      counts[name] = (counts[name] ?? 0) + 1;
  }

  return counts;
}

/** Spread evenly over 0 to 1, the same in every run: multiples of the golden ratio. */
function fraction(index: number): number {
  return (index * 0.618_033_988_749_895) % 1;
}
