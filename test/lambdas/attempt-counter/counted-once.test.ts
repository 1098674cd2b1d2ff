import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countInMinute } from '../../../adapters/dynamodb/audit/count-in-minute.ts';
import { toEndedAttempt } from '../../../adapters/dynamodb/audit/ended-attempt.ts';
import { DynamoTargetMinutes } from '../../../adapters/dynamodb/audit/target-minutes.ts';
import { DynamoTargetTotals } from '../../../adapters/dynamodb/audit/target-totals.ts';
import { countAttempts } from '../../../domain/health/count-attempts.ts';
import type { MinuteCounts } from '../../../domain/health/minute-counts.ts';
import { totalsOf } from '../../../domain/health/totals.ts';
import { createHandler } from '../../../lambdas/attempt-counter/handler.ts';
import { anAudit } from '../../builders/audit.ts';
import { anAuditRecord, auditItem } from '../../builders/audit-records.ts';
import { anyAttempts, type EndedAttempt, minutesOf } from '../../builders/minutes.ts';
import { FakeWatch } from '../../fakes/fake-watch.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';

const from = Date.parse('2026-06-01T12:00:00.000Z');
const tenant = { org_id: 'demo', account_id: 'main' };
let database: TestDatabase;

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());

/** What goes wrong at one of the writes of an invocation, if it makes so many. */
const trouble = fc.record({
  write: fc.nat(2),
  takesEffect: fc.boolean(),
  /** The function ends with it, and the stream hears nothing. */
  isDeath: fc.boolean(),
});
const delivery = fc.record({
  length: fc.integer({ min: 1, max: 15 }),
  trouble: fc.option(trouble, { nil: undefined }),
  /** The stream has not heard that it went well. */
  isForgotten: fc.boolean(),
});
type Delivery = typeof delivery extends fc.Arbitrary<infer T> ? T : never;
const undisturbed: Delivery = { length: 15, trouble: undefined, isForgotten: false };

it('every closed row is counted once, however often and in whatever parts shards deliver it, and functions die', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyAttempts(from, from + 120_000), { minLength: 2, maxLength: 2 }),
      fc.array(fc.array(delivery, { maxLength: 12 }), { minLength: 1, maxLength: 4 }),
      async (histories, deliveries) => {
        const targets = histories.map((attempts) => ({ id: randomUUID(), attempts }));
        const totals = new DynamoTargetTotals(
          database.documentClient,
          database.tables.meters,
          () => undefined,
        );
        const records = targets.flatMap(({ id, attempts }) => attempts.flatMap(recordsOf(id)));

        await Promise.all(
          deliveries.map((planned, shard) =>
            deliver(
              records.filter((_, at) => at % deliveries.length === shard),
              planned,
            ),
          ),
        );

        for (const { id, attempts } of targets) {
          const reader = new DynamoTargetMinutes(database.documentClient, database.tables.meters);
          const counted = await reader.read(tenant, id, { from, latencies: true });
          const inTime = attempts.toSorted((a, b) => a.at - b.at);
          expect(counted.map(comparable)).toEqual(minutesOf(inTime).map(comparable));
          expect((await totals.ofTenant(tenant)).get(id) ?? new Map()).toEqual(
            totalsInParts(attempts),
          );
        }
      },
    ),
    { numRuns: 15 },
  );
});

/** What else a row tells: a job ends with what was accepted. */
function toldOf({ outcome, ms }: Pick<EndedAttempt, 'outcome' | 'ms'>) {
  return {
    http_status: { success: 200, failed: 500, rate_limited: 429, abandoned: null }[outcome],
    operation: 'update' as const,
    ending:
      outcome === 'success'
        ? ({ action: 'update', state: 'success', latency_ms: (ms ?? 0) * 100 } as const)
        : undefined,
  };
}

/** The totals of each attempt by itself, added up. */
function totalsInParts(attempts: readonly EndedAttempt[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const attempt of attempts) {
    const { http_status, ending } = toldOf(attempt);
    const calls = [{ http_status, is_limited: attempt.outcome === 'rate_limited' }];
    for (const [name, sum] of totalsOf({ calls, endings: ending ? [ending] : [] }))
      sums.set(name, (sums.get(name) ?? 0) + sum);
  }

  return sums;
}

/** The row is written; and another one, as old as rows become, is removed. */
function recordsOf(target_id: string) {
  return ({ at, outcome, ms }: EndedAttempt): DynamoDBRecord[] => {
    const completed_at = new Date(at).toISOString();
    const { ending, ...told } = toldOf({ outcome, ms });
    const row = { ...tenant, target_id, outcome, completed_at, duration_ms: ms, ...told };

    return [
      anAuditRecord(auditItem({ ...anAudit({ ...row, id: randomUUID() }), ending })),
      anAuditRecord(auditItem({ ...anAudit({ ...row, id: randomUUID() }), ending }), 'REMOVE'),
    ];
  };
}

/** A shard as Lambda reads it: in order, on from the first record that the function says has failed. */
async function deliver(records: readonly DynamoDBRecord[], planned: readonly Delivery[]) {
  const left = [...planned];
  for (let position = 0; position < records.length; ) {
    const { length, trouble, isForgotten } = left.shift() ?? undisturbed;
    const batch = records.slice(position, position + length);
    const handled = await invoke(batch, trouble);
    position += isForgotten ? 0 : handled;
  }
}

/** How many of the records were handled before the first that was not. */
async function invoke(Records: DynamoDBRecord[], trouble: Delivery['trouble']): Promise<number> {
  const { client, isDead } = disturbedClient(trouble);
  const handler = createHandler({
    parse: toEndedAttempt,
    count: (attempts) =>
      countAttempts(attempts, {
        add: (minute) => countInMinute(client, database.tables.meters, minute),
        watch: new FakeWatch(),
        report: () => undefined,
      }),
    setAside: () => expect.unreachable('every row is fine'),
    report: () => undefined,
  });
  const { batchItemFailures } = await handler({ Records });
  client.destroy();
  if (isDead()) return 0;
  const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  const first = Records.findIndex(({ dynamodb }) =>
    failed.includes(dynamodb?.SequenceNumber ?? ''),
  );

  return first === -1 ? Records.length : first;
}

/** A client one of whose writes fails; after a death no other is made. */
function disturbedClient(trouble: Delivery['trouble']) {
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  let writes = 0;
  let isDead = false;
  client.middlewareStack.add(
    (next) => async (args) => {
      const isDisturbed = trouble !== undefined && writes === trouble.write;
      writes += 1;
      if (isDead) throw new Error('dead');
      if (!isDisturbed) return next(args);
      isDead = trouble.isDeath;
      if (trouble.takesEffect) await next(args);
      throw new Error('no answer');
    },
    { step: 'initialize' },
  );

  return { client: DynamoDBDocumentClient.from(client), isDead: () => isDead };
}

/** Which success was written last is not told by when it ended. */
function comparable({ last_success_at, ...counts }: MinuteCounts) {
  return { ...counts, succeeded: last_success_at !== null };
}
