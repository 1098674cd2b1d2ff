import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { deliveryReaderFor } from '../../adapters/channels/delivery-readers.ts';
import { isPublicAddress } from '../../adapters/channels/public-address.ts';
import { DynamoAlertList } from '../../adapters/dynamodb/alerts/alert-list.ts';
import { DynamoAlertWebhooks } from '../../adapters/dynamodb/alerts/alert-webhooks.ts';
import { TargetAudit } from '../../adapters/dynamodb/audit/target-audit.ts';
import { DynamoTargetMinutes } from '../../adapters/dynamodb/audit/target-minutes.ts';
import { DynamoTargetTotals } from '../../adapters/dynamodb/audit/target-totals.ts';
import { TraceAudit } from '../../adapters/dynamodb/audit/trace-audit.ts';
import { ApiKeys } from '../../adapters/dynamodb/identity/api-keys.ts';
import { DynamoMembers } from '../../adapters/dynamodb/identity/members.ts';
import { DynamoSessions } from '../../adapters/dynamodb/identity/sessions.ts';
import { DynamoInboundFeeds } from '../../adapters/dynamodb/inbound/inbound-feeds.ts';
import { DynamoInboundRows } from '../../adapters/dynamodb/inbound/inbound-rows.ts';
import { DynamoExternalLinks } from '../../adapters/dynamodb/listings/external-links.ts';
import { DynamoFailedAttempts } from '../../adapters/dynamodb/listings/failed-attempts.ts';
import { DynamoListingStates } from '../../adapters/dynamodb/listings/listing-states.ts';
import { DynamoResends } from '../../adapters/dynamodb/recovery/resend-store.ts';
import { DynamoHealthSamples } from '../../adapters/dynamodb/targets/health-samples.ts';
import { DynamoTargetRegistry } from '../../adapters/dynamodb/targets/target-registry.ts';
import { DynamoTargetStore } from '../../adapters/dynamodb/targets/target-store.ts';
import { windowKey } from '../../adapters/hostaway/window-key.ts';
import type { BoundRoute } from '../../adapters/http/bind.ts';
import type { DeadLetter } from '../../domain/recovery/redrive.ts';
import { apiKeyRoutes } from '../../lambdas/auth-api/routes/api-keys.ts';
import { loginRoutes } from '../../lambdas/auth-api/routes/login.ts';
import { meRoutes } from '../../lambdas/auth-api/routes/me.ts';
import { memberRoutes } from '../../lambdas/auth-api/routes/members.ts';
import { alertRoutes as shownAlertRoutes } from '../../lambdas/health-api/routes/alerts.ts';
import { healthRoutes } from '../../lambdas/health-api/routes/health.ts';
import { metricRoutes } from '../../lambdas/health-api/routes/metrics.ts';
import { operationRoutes as descriptionRoutes } from '../../lambdas/health-api/routes/operations.ts';
import { webhookRoutes } from '../../lambdas/inbound-api/routes/webhooks.ts';
import { alertWebhookRoutes } from '../../lambdas/targets-api/routes/alert-webhook.ts';
import { alertRoutes } from '../../lambdas/targets-api/routes/alerts.ts';
import { inboundRoutes } from '../../lambdas/targets-api/routes/inbound.ts';
import { operationRoutes } from '../../lambdas/targets-api/routes/operations.ts';
import { targetRoutes } from '../../lambdas/targets-api/routes/targets.ts';
import { FakeChannel } from '../fakes/fake-channel.ts';
import { FakeSigningKeys } from '../fakes/fake-webhooks.ts';
import { TargetWorld } from '../fakes/target-world.ts';
import type { TestDatabase } from './dynamodb.ts';
import { type ListingsApi, startListingsApi } from './listings-api.ts';

/** Every call of the contract over one database; channel, secrets and queues in memory. */
export interface WholeApi extends ListingsApi {
  readonly world: TargetWorld;
  readonly channel: FakeChannel;
  /** What lies in the queue of dead letters, whoever's it is. */
  readonly letters: DeadLetter[];
  /** What webhooks sign by. */
  readonly keys: FakeSigningKeys;
  /** Messages in a target's queue, by its id. @default 0 */
  readonly depths: Map<string, number>;
  /** Everything that is kept anywhere: all rows, secrets, queues, letters; as texts in order. */
  state(): Promise<string[]>;
}

export async function startWholeApi(): Promise<WholeApi> {
  const world = new TargetWorld();
  const channel = Object.assign(new FakeChannel(), { windowKey });
  const letters: DeadLetter[] = [];
  const depths = new Map<string, number>();
  const keys = new FakeSigningKeys();
  const api = await startListingsApi((database) => [
    ...managing(database, { world, channel, letters, keys }),
    ...showing(database, { world, depths }),
    ...identifying(database),
    ...receiving(database, world),
  ]);

  return {
    ...{ ...api, world, channel, letters, keys, depths },
    state: async () => {
      const { secrets, consumers } = world;
      const elsewhere = [
        world.leftovers(),
        [...secrets],
        [...consumers],
        letters,
        [...keys.secrets],
      ];
      // That a key was used is noted whatever comes of the request.
      const rows = (await rowsOf(api.database)).filter(({ used_at }) => used_at === undefined);

      return [...rows.map((row) => JSON.stringify(row)), JSON.stringify(elsewhere)].sort();
    },
  };
}

/** All rows of all tables. */
export async function rowsOf({ documentClient, tables }: TestDatabase) {
  const scans = Object.values(tables).map(async (TableName) => {
    const rows: Record<string, unknown>[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await documentClient.send(
        new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey }),
      );
      rows.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);

    return rows;
  });
  return (await Promise.all(scans)).flat();
}

function managing(
  { documentClient: client, tables }: TestDatabase,
  { world, channel, letters, keys }: Pick<WholeApi, 'world' | 'channel' | 'letters' | 'keys'>,
): BoundRoute[] {
  const { clock } = world.deps;
  const resends = new DynamoResends(client, tables.channels, { clock, newId: randomUUID });
  const deps = {
    ...world.deps,
    base_urls: { allow_private: false, isPublicAddress },
    targets: new DynamoTargetStore(client, tables.channels, clock),
    channels: {
      supported: ['hostaway' as const],
      channelFor: (type: string) => (type === 'hostaway' ? channel : undefined),
    },
    registry: new DynamoTargetRegistry(client, tables.channels, () => undefined),
  };
  return [
    ...targetRoutes(deps),
    ...alertRoutes({ clock, alerts: new DynamoAlertList(client, tables.channels) }),
    ...alertWebhookRoutes({
      ...deps,
      keys,
      webhooks: new DynamoAlertWebhooks(client, tables.channels),
      post: async (url) => ({ status: 202, body: `taken at ${url}` }),
      newId: randomUUID,
    }),
    ...inboundRoutes({
      ...{ channels: deps, public_url: 'https://channels.example.com', newId: randomUUID },
      feeds: new DynamoInboundFeeds(client, tables.inbound),
      queue: { send: async () => [] },
    }),
    ...operationRoutes({
      ...deps,
      resync: { resends, listingIds: resends, newId: randomUUID },
      failures: new DynamoFailedAttempts(client, tables),
      links: new DynamoExternalLinks(client, tables.channels),
      audit: new TargetAudit(client, tables.audit),
      traces: new TraceAudit(client, tables.audit),
      letters: {
        receive: async () => letters.splice(0),
        resend: async (some) => some.map(() => 'sent' as const),
        remove: async () => undefined,
        release: async (some) => void letters.push(...some),
      },
    }),
  ];
}

function showing(
  { documentClient: client, tables }: TestDatabase,
  { world, depths }: Pick<WholeApi, 'world' | 'depths'>,
): BoundRoute[] {
  const { clock } = world.deps;

  return [
    ...healthRoutes({
      targets: new DynamoTargetStore(client, tables.channels, clock),
      minutes: new DynamoTargetMinutes(client, tables.meters),
      samples: new DynamoHealthSamples(client, tables.meters, () => undefined),
      listings: new DynamoListingStates(client, tables.channels, () => undefined),
      queueDepth: async (targetId) => depths.get(targetId) ?? 0,
      clock,
    }),
    ...metricRoutes({
      targets: new DynamoTargetStore(client, tables.channels, clock),
      totals: new DynamoTargetTotals(client, tables.meters, () => undefined),
      queueDepth: async (targetId) => depths.get(targetId) ?? 0,
    }),
    ...shownAlertRoutes({ alerts: new DynamoAlertList(client, tables.channels) }),
    ...descriptionRoutes({
      version: '1.2.3',
      stage: 'test',
      readDocsFile: async () => gzipSync('window.reference = true;'),
    }),
  ];
}

function receiving(
  { documentClient: client, tables }: TestDatabase,
  { deps: { clock } }: TargetWorld,
): BoundRoute[] {
  return webhookRoutes({
    feeds: new DynamoInboundFeeds(client, tables.inbound),
    intake: new DynamoInboundRows(client, tables.inbound),
    readerFor: deliveryReaderFor,
    clock,
    report: () => undefined,
  });
}

function identifying({ documentClient: client, tables }: TestDatabase): BoundRoute[] {
  const clock = Date.now;
  const members = new DynamoMembers(client, tables.channels);
  const sessions = new DynamoSessions(client, tables.meters);

  return [
    ...loginRoutes({
      ...{ members, sessions, clock, attempt_seconds: 600, report: () => {} },
      provider: {
        begin: async () => ({
          ...{ address: 'https://login.example.com/', state: 'state' },
          ...{ nonce: 'nonce', code_verifier: 'verifier' },
        }),
        finish: () => Promise.reject(new Error('no login is under way')),
      },
      // Nobody comes back from there.
      attempts: { add: async () => {}, take: async () => undefined },
    }),
    ...meRoutes({ members, sessions, clock }),
    ...memberRoutes({ members, clock }),
    ...apiKeyRoutes({ keys: new ApiKeys(client, tables), clock }),
  ];
}
