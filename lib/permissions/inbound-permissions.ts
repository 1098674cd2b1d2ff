import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { SharedResources } from '../stage-resources.ts';
import { onItems, onQueue, onStream, onTargetSecrets, publishTo, queryIndexes } from './grants.ts';
import { partitions } from './partitions.ts';
import { consume, keepTokens, onWatch } from './sync-permissions.ts';

const { tenants, windows, feeds } = partitions;

/** Brings rows that came in to their queue: reads them as the stream brings them, and nothing of the table itself. */
export function inboundDispatcherPermissions(
  { tables }: SharedResources,
  { queue, failures }: { readonly queue: IQueue; readonly failures: IQueue },
) {
  return [
    ...onStream(tables.inbound),
    onQueue(queue, ['SendMessage']),
    onQueue(failures, ['SendMessage']),
  ];
}

/** Reads bookings from channels, keeps them and closes nights; makes subscriptions anew. */
export function inboundWorkerPermissions(shared: SharedResources, queue: IQueue) {
  const { settings, tables, bus } = shared;
  return [
    onItems(tables.inbound, ['GetItem', 'PutItem', 'UpdateItem'], [tenants]),
    onItems(tables.inbound, ['GetItem', 'UpdateItem', 'DeleteItem'], [feeds]),
    onItems(
      tables.channels,
      ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      [tenants],
    ),
    onItems(tables.meters, ['PutItem', 'UpdateItem'], [windows]),
    onItems(tables.meters, ['UpdateItem'], [tenants]),
    onWatch(shared),
    onTargetSecrets(settings.stage, keepTokens),
    onQueue(queue, consume),
    publishTo(bus),
  ];
}

/** Has channels looked at, and brings back what was lost on its way to the queue. */
export function inboundRoundsPermissions(
  { tables }: SharedResources,
  { queue, failures }: { readonly queue: IQueue; readonly failures: IQueue },
) {
  return [
    onItems(tables.inbound, ['Query'], [feeds]),
    queryIndexes(tables.inbound, 'pending'),
    onItems(tables.inbound, ['BatchGetItem'], [tenants]),
    onQueue(queue, ['SendMessage']),
    onQueue(failures, ['SendMessage']),
  ];
}
