import { randomUUID } from 'node:crypto';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Report } from '../../../domain/common/report.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { type Clock, timestampSchema, toTimestamp } from '../../../domain/common/time.ts';
import { newTraceId } from '../../../domain/common/trace.ts';
import { dueShard } from '../../../domain/listings/due.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { UnitMark } from '../../../domain/recovery/forgotten.ts';
import type { ReconcilePorts } from '../../../domain/recovery/reconcile.ts';
import { DynamoTargetWatch } from '../alerts/target-watch.ts';
import { batchGetStale } from '../batch-get.ts';
import { idOf, listingKey, unitKey } from '../keys.ts';
import { toListing } from '../listings/listing-item.ts';
import { readable } from '../readable.ts';
import { DynamoTargetRegistry } from '../targets/target-registry.ts';
import { DynamoTargetStore } from '../targets/target-store.ts';
import { ifConditionHolds } from '../transactions.ts';
import { DynamoReconcileRounds } from './reconcile-rounds.ts';
import { DynamoResends } from './resend-store.ts';

export interface ReconcileTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly clock: Clock;
  readonly report: Report;
}

const markSchema = z.object({ sk: z.string(), version: z.int(), updated_at: timestampSchema });

/** What the reconciler reads and notes in table `channels`. Its reads may be some moments old: so young a change is still on its way. */
export function reconcilePorts(source: ReconcileTable): ReconcilePorts {
  const { client, table, clock, report } = source;
  const registry = new DynamoTargetRegistry(client, table, report);
  const listingIds = new DynamoResends(client, table, { clock, newId: randomUUID });
  const targets = new DynamoTargetStore(client, table, clock);

  return {
    rounds: new DynamoReconcileRounds(client, table, clock),
    targets: (from) => registry.from(from),
    target: (tenant, id) => targets.get(tenant, id),
    listingIds: (...page) => listingIds.ofTarget(...page),
    listings: (tenant, ids) => listingsOf(source, tenant, ids),
    units: (tenant, ids) => marksOf(source, tenant, ids),
    remind: (listing, options) => remind(source, listing, options),
    watch: new DynamoTargetWatch(source),
    report,
    clock,
  };
}

async function listingsOf(
  { client, table, report }: ReconcileTable,
  tenant: Tenant,
  ids: readonly string[],
): Promise<StoredListing[]> {
  const keys = ids.map((id) => listingKey(tenant, id));

  return readable(await batchGetStale(client, table, keys), toListing, report);
}

async function marksOf(
  { client, table, report }: ReconcileTable,
  tenant: Tenant,
  ids: readonly string[],
): Promise<Map<string, UnitMark>> {
  const keys = ids.map((id) => unitKey(tenant, id));
  const items = await batchGetStale(client, table, keys);
  const marks = readable(items, (item) => markSchema.parse(item), report);

  return new Map(marks.map(({ sk, ...mark }) => [idOf(sk), mark]));
}

/** As a request would, but for the job: the sweeper makes that within a minute. */
async function remind(
  { client, table, clock }: ReconcileTable,
  listing: StoredListing,
  { due }: { readonly due: boolean },
): Promise<boolean> {
  const now = toTimestamp(clock());
  const update = new UpdateCommand({
    TableName: table,
    Key: listingKey(listing, listing.id),
    UpdateExpression: `SET sync_status = :pending, trace_id = :trace, updated_at = :now, revision = revision + :one${due ? ', due_shard = :shard, due_at = :now' : ''}`,
    ConditionExpression: 'revision = :read',
    ExpressionAttributeValues: {
      ':pending': 'pending',
      ':trace': newTraceId(),
      ':now': now,
      ':one': 1,
      ':read': listing.revision,
      ...(due ? { ':shard': dueShard(listing.id) } : {}),
    },
  });

  return ifConditionHolds(() => client.send(update));
}
