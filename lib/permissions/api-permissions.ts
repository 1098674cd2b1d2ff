import type { ApiFunction } from '../../adapters/http/route.ts';
import type { SharedResources } from '../stage-resources.ts';
import {
  onLoginSecret,
  onQueue,
  onTable,
  onTargetQueues,
  onTargetSecrets,
  onWorkerMappings,
  publishTo,
  queryIndexes,
} from './grants.ts';
import type { Permission } from './permission.ts';

const readAndWrite = ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'];

/** In table `meters`, of every function behind the API: sessions, when keys were used last, and the note of a use. */
const whoAsks = ['BatchGetItem', 'UpdateItem'];

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
  }
}

/** The only one that makes and removes secrets, queues and what feeds them to a worker. */
function targetsApi({ settings, tables, bus, queues }: SharedResources): Permission[] {
  return [
    onTable(tables.channels, [...readAndWrite, 'BatchGetItem']),
    queryIndexes(tables.audit, 'by_target', 'by_trace'),
    onTable(tables.audit, ['BatchGetItem']),
    // Calls that test credentials take a turn in the target's rate window; the rest is of who asks.
    onTable(tables.meters, ['PutItem', ...whoAsks]),
    onTargetSecrets(settings.stage, [
      'CreateSecret',
      'GetSecretValue',
      'PutSecretValue',
      'UpdateSecretVersionStage',
      'DeleteSecret',
      'TagResource',
    ]),
    onTargetQueues(settings.stage, ['CreateQueue', 'DeleteQueue', 'TagQueue', 'SendMessage']),
    // Dead letters become jobs of their targets again.
    onQueue(queues.deadLetters, ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility']),
    ...onWorkerMappings(settings),
    publishTo(bus),
  ];
}

function listingsApi({ tables, bus }: SharedResources): Permission[] {
  return [
    onTable(tables.channels, [...readAndWrite, 'BatchGetItem', 'ConditionCheckItem']),
    onTable(tables.audit, ['Query']),
    // The channel's vocabulary, which previews are mapped with.
    onTable(tables.meters, ['GetItem', ...whoAsks]),
    publishTo(bus),
  ];
}

/** Looks at everything the dashboard tells, and at who asks; changes nothing but the note of when that was last. */
function healthApi({ settings, tables }: SharedResources): Permission[] {
  return [
    onTable(tables.channels, ['GetItem', 'Query', 'BatchGetItem']),
    onTable(tables.meters, ['Query', ...whoAsks]),
    onTargetQueues(settings.stage, ['GetQueueAttributes']),
  ];
}

/** The only one that makes and removes members, sessions and API keys. */
function authApi({ settings, tables }: SharedResources): Permission[] {
  return [
    onTable(tables.channels, [...readAndWrite, 'BatchGetItem']),
    onTable(tables.meters, ['PutItem', 'DeleteItem', ...whoAsks]),
    onLoginSecret(settings.stage),
  ];
}
