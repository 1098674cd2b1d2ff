import type { ApiFunction } from '../../adapters/http/route.ts';
import type { SharedResources } from '../stage-resources.ts';
import {
  onItems,
  onLoginSecret,
  onQueue,
  onTable,
  onTargetQueues,
  onTargetSecrets,
  onWebhookSecrets,
  onWorkerMappings,
  publishTo,
  queryIndexes,
  sendInbound,
} from './grants.ts';
import { partitions } from './partitions.ts';
import type { Permission } from './permission.ts';

const readAndWrite = ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'];

const { tenants, apiKeys, persons, registry, windows, references, sessions, logins } = partitions;
const { webhooks, feeds } = partitions;

/** Of every function behind the API: keys, sessions, members, and the note of when a key or a session was used. */
function knowingWhoAsks({ tables }: SharedResources): Permission[] {
  return [
    onItems(tables.channels, ['BatchGetItem'], [apiKeys, tenants]),
    onItems(tables.meters, ['BatchGetItem', 'UpdateItem'], [apiKeys, sessions]),
  ];
}

/** What the functions behind the HTTP API may do. */
export function apiPermissions(name: ApiFunction, shared: SharedResources): Permission[] {
  switch (name) {
    case 'targets-api':
      return targetsApi(shared);
    case 'listings-api':
      return listingsApi(shared);
    case 'health-api':
      return healthApi(shared);
    case 'auth-api':
      return authApi(shared);
    case 'inbound-api':
      return inboundApi(shared);
  }
}

/** The only one that makes and removes secrets, queues and what feeds them to a worker. */
function targetsApi(shared: SharedResources): Permission[] {
  const { settings, tables, bus, queues } = shared;
  return [
    ...knowingWhoAsks(shared),
    onItems(tables.channels, readAndWrite, [tenants, registry]),
    queryIndexes(tables.audit, 'by_target', 'by_trace'),
    onTable(tables.audit, ['BatchGetItem']),
    // Calls that test credentials take a turn in the target's rate window, and are counted with its attempts.
    onItems(tables.meters, ['PutItem', 'UpdateItem'], [windows]),
    onItems(tables.meters, ['UpdateItem'], [tenants]),
    onTargetSecrets(settings.stage, [
      'CreateSecret',
      'GetSecretValue',
      'PutSecretValue',
      'UpdateSecretVersionStage',
      'DeleteSecret',
      'TagResource',
    ]),
    onItems(tables.channels, ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], [webhooks]),
    onWebhookSecrets(settings.stage, [
      'CreateSecret',
      'GetSecretValue',
      'PutSecretValue',
      'DeleteSecret',
      'TagResource',
    ]),
    onTargetQueues(settings.stage, ['CreateQueue', 'DeleteQueue', 'TagQueue', 'SendMessage']),
    // Dead letters become jobs of their targets again.
    onQueue(queues.deadLetters, ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility']),
    ...onWorkerMappings(settings),
    onItems(tables.inbound, ['GetItem', 'UpdateItem'], [feeds]),
    sendInbound(settings.stage),
    publishTo(bus),
  ];
}

function listingsApi(shared: SharedResources): Permission[] {
  const { tables, bus } = shared;
  return [
    ...knowingWhoAsks(shared),
    onItems(tables.channels, [...readAndWrite, 'ConditionCheckItem'], [tenants]),
    onTable(tables.audit, ['Query']),
    // The channel's vocabulary, which previews are mapped with.
    onItems(tables.meters, ['GetItem'], [references]),
    // A row of what came in is repeated by a new one.
    onItems(tables.inbound, ['Query', 'GetItem', 'PutItem'], [tenants]),
    publishTo(bus),
  ];
}

/** Looks at everything the dashboard tells, and at who asks; changes nothing but the note of when that was last. */
function healthApi(shared: SharedResources): Permission[] {
  const { settings, tables } = shared;
  return [
    ...knowingWhoAsks(shared),
    onItems(tables.channels, ['GetItem', 'Query'], [tenants]),
    onItems(tables.meters, ['Query'], [tenants]),
    onTargetQueues(settings.stage, ['GetQueueAttributes']),
  ];
}

/** The only one that makes and removes members, sessions and API keys. */
function authApi(shared: SharedResources): Permission[] {
  const { settings, tables } = shared;
  return [
    ...knowingWhoAsks(shared),
    onItems(tables.channels, readAndWrite, [tenants, apiKeys, persons]),
    onItems(tables.meters, ['PutItem', 'DeleteItem'], [sessions, logins]),
    // A key that is revoked is forgotten with its use.
    onItems(tables.meters, ['DeleteItem'], [apiKeys]),
    onLoginSecret(settings.stage),
  ];
}

/** Called by anybody on the internet: finds whose credentials it is shown, puts on record what it is told, and may do nothing else. */
function inboundApi({ tables }: SharedResources): Permission[] {
  return [
    onItems(tables.inbound, ['GetItem'], [feeds]),
    onItems(tables.inbound, ['PutItem'], [tenants]),
  ];
}
