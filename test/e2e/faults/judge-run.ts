import { setTimeout as sleep } from 'node:timers/promises';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { listingKey } from '../../../adapters/dynamodb/keys.ts';
import type { Listing } from '../../../domain/listings/listing.ts';
import type { OutboundAudit } from '../../../domain/listings/outbound-audit.ts';
import { expectedPayload } from '../../../local/oracle/expected-payload.ts';
import { markedId } from '../../../local/oracle/run-record.ts';
import { judge, windowViolations } from '../../../local/oracle.ts';
import { windowToCount } from '../../support/stalls.ts';
import type { RunState, Subject } from './run-state.ts';

/** Waits until every listing says that it is done. False when they do not come to rest. */
export async function comeToRest(run: RunState, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const listings = await run.arena.client.listingsOf(run.target.id);
    const done = run.subjects.every((subject) => isDone(listings, subject));
    // What was sent in doubt is sent once more a minute later.
    if (done && (await unfinished(run)).length === 0) return true;
    if (Date.now() > deadline) return false;
    await sleep(500);
  }
}

function isDone(listings: readonly Listing[], { listing, expected }: Subject): boolean {
  const now = listings.find(({ id }) => id === listing.id);

  return now?.sync_status === 'ok' && expected.has(now.last_sync_version ?? 0);
}

/** What is wrong with a run that has come to rest, in words. */
export async function judgeRun(run: RunState): Promise<string[]> {
  const { hostaway, arena, target } = run;
  const listings = await arena.client.listingsOf(target.id);
  const audits = await Promise.all(listings.map(({ id }) => arena.client.history(id)));
  const violations = judge({
    listings,
    audits: audits.flat(),
    calls: hostaway.calls(),
    external: hostaway.listings(),
    expected: await expectedPayloads(run, listings),
    unreachable_allowed: false,
  });

  return [
    ...run.subjects.filter((subject) => !isDone(listings, subject)).map(behind(listings)),
    ...violations.map(({ kind, listing_id, message }) => `${kind}: ${listing_id} ${message}`),
    ...overLimit(run),
    ...brokenSilences(run, audits.flat()),
    ...(await unfinished(run)),
  ];
}

function behind(listings: readonly Listing[]) {
  return ({ listing, expected }: Subject): string => {
    const now = listings.find(({ id }) => id === listing.id);
    const wanted = [...expected].join(' or ');

    return `listing ${listing.id} is not done: ${now?.sync_status}, version ${now?.last_sync_version} instead of ${wanted}, ${now?.error_message}`;
  };
}

/** The payload of the version that the listing says it has sent, which is one of those it may have. */
async function expectedPayloads({ subjects, target }: RunState, listings: readonly Listing[]) {
  const profile = target.settings.field_mapping;
  const payloads = subjects.map(async ({ listing: { id }, versions }) => {
    const sent = listings.find((listing) => listing.id === id)?.last_sync_version;
    const unit = versions.find(({ version }) => version === sent) ?? versions.at(-1);

    return [id, unit === undefined ? {} : await expectedPayload(unit, { listing_id: id, profile })];
  });

  return Object.fromEntries(await Promise.all(payloads));
}

/** What this machine holds up, and the simulator is told to, is not the sender's doing. */
function overLimit({ plan, hostaway, arena }: RunState): string[] {
  const told = plan.steps.map(({ action }) =>
    action.do === 'channel' &&
    action.fault.kind === 'latency' &&
    action.fault.where === 'on_the_way'
      ? (action.fault.delay_ms ?? 0) + (action.fault.jitter_ms ?? 0)
      : 0,
  );
  // Each held one call up for seconds, which then comes among others.
  const kills = plan.steps.filter(({ action }) => action.do === 'kill').length;
  const { max_requests, window_ms } = plan.limit;
  const counted = windowToCount(window_ms, arena.stalls.longest() + Math.max(0, ...told));
  const times = hostaway.calls().map(({ at }) => at);

  return windowViolations(times, max_requests + kills, counted).map(
    ({ until, count }) => `over-limit: ${count} calls in the ${counted} ms until ${until}`,
  );
}

function brokenSilences(
  { silences, hostaway }: RunState,
  audits: readonly OutboundAudit[],
): string[] {
  return silences.flatMap(({ why, from, until, listing_id }) =>
    hostaway
      .calls()
      .filter(({ at, marker }) => {
        const concerned = listing_id === undefined || markedId(marker) === listing_id;
        return concerned && at > from && at < until;
      })
      .map(({ method, path, at, marker }) => {
        const since = `${Math.round(at - from)} of ${until - from} ms`;
        const attempt = lastBefore(at, markedId(marker), audits);
        return `not silent: ${method} ${path} after ${since} in which ${why}; ${attempt}`;
      }),
  );
}

/** For which moment the call was meant: one that the machine has held up is not the sender's doing. */
function lastBefore(at: number, listingId: string | null, audits: readonly OutboundAudit[]) {
  const meant = audits
    .filter(({ listing_id }) => listing_id === listingId)
    .map(({ started_at }) => at - Date.parse(started_at))
    .filter((ms) => ms >= 0);

  return `its listing's last attempt was to be made ${Math.round(Math.min(...meant))} ms before`;
}

/** What no listing that is done may still have. */
const leftovers = [
  ...['due_at', 'open_attempt', 'remote_unclear', 'replay_id', 'dispatch'],
  ...['doubt_until', 'confirm_at', 'look', 'asked_at'],
];

async function unfinished({ arena, subjects }: RunState): Promise<string[]> {
  const TableName = arena.cloud.variablesOf('targets-api').CHANNELS_TABLE;
  const found = subjects.map(async ({ listing }) => {
    const { pk, sk } = listingKey(listing, listing.id);
    const answer = (await arena.cloud.call('dynamodb', 'GetItem', {
      TableName,
      Key: { pk: { S: pk }, sk: { S: sk } },
      ConsistentRead: true,
    })) as { Item: Parameters<typeof unmarshall>[0] };
    const left = leftovers.filter((name) => name in unmarshall(answer.Item));

    return left.length === 0 ? [] : [`listing ${listing.id} still has ${left.join(', ')}`];
  });

  return (await Promise.all(found)).flat();
}
