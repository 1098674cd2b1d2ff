import { ConflictError, UnavailableError, UnprocessableError } from '../common/errors.ts';
import type { Tenant } from '../common/tenant.ts';
import { normaliseBaseUrl, publicUrlErrors } from '../credentials/base-url.ts';
import { requireChannel } from '../targets/require-account.ts';
import { requireActive } from '../targets/require-active.ts';
import type { StoredTarget } from '../targets/target.ts';
import { findTarget } from '../targets/target-store.ts';
import { callBookings } from './call-bookings.ts';
import { changeFeed, type InboundFeed } from './inbound-feed.ts';
import type { InboundQueue } from './inbound-job.ts';
import { isSubscribed, type SubscribeDeps, subscribe } from './subscribe.ts';

export interface SwitchDeps extends SubscribeDeps {
  readonly queue: InboundQueue;
  /** Where the API is, without a slash at the end. */
  readonly public_url: string;
  /** A new random UUID. */
  readonly newId: () => string;
}

export interface InboundRequest {
  readonly target_id: string;
  readonly enabled: boolean;
  readonly public_url?: string | undefined;
}

/**
 * Lets bookings come in from a target, or no more. First the channel is to tell us, then all that is to come is read: what changes in between
 * is in both. Repeated it keeps what is in order, and reads again.
 * @throws NotFoundError; ConflictError `target-inactive`, `credentials-rejected`, `busy`; UnavailableError; UnprocessableError
 */
export async function switchInbound(
  { tenant, trace_id }: { readonly tenant: Tenant; readonly trace_id: string },
  request: InboundRequest,
  deps: SwitchDeps,
): Promise<InboundFeed> {
  const target = await findTarget(deps.channels.targets, tenant, { id: request.target_id });
  if (!request.enabled) return whileBusy(() => switchOff(target, deps));
  requireActive(target);
  requireBookings(target, deps);
  const url = webhookUrl(target, request.public_url ?? deps.public_url, deps);
  const feed = await whileBusy(() => switchOn(target, url, deps));
  const { org_id, account_id, target_id } = feed;
  await deps.queue.send([
    {
      job: { kind: 'catch_up', org_id, account_id, target_id, trace_id },
      deduplication_id: deps.newId(),
    },
  ]);

  return feed;
}

/** How bookings come in from a target, if at all. @throws NotFoundError */
export async function readInbound(
  tenant: Tenant,
  targetId: string,
  { channels, feeds }: Pick<SwitchDeps, 'channels' | 'feeds'>,
): Promise<InboundFeed> {
  const target = await findTarget(channels.targets, tenant, { id: targetId });
  return (await feeds.find(target.id)) ?? noFeed(target);
}

/** A look at the channel notes how far it came, which must not refuse what a person wants. */
async function whileBusy(attempt: () => Promise<InboundFeed>, tries = 10): Promise<InboundFeed> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof ConflictError) || error.slug !== 'busy' || tries <= 1) throw error;
    return whileBusy(attempt, tries - 1);
  }
}

async function switchOn(target: StoredTarget, url: string, deps: SwitchDeps): Promise<InboundFeed> {
  const before = (await deps.feeds.find(target.id)) ?? noFeed(target);
  const isKept =
    before.enabled && before.webhook_url === url && (await isSubscribed(before, target, deps));
  const subscribed = isKept ? before : await subscribe(before, { target, url }, deps);

  return changeFeed(subscribed, { enabled: true, watermark: null, round: null }, deps.feeds);
}

function noFeed({ org_id, account_id, id: target_id, channel_type }: StoredTarget): InboundFeed {
  return {
    ...{ org_id, account_id, target_id, channel_type, enabled: false, keys: [] },
    ...{ subscription_id: null, webhook_url: null, last_event_at: null, watermark: null },
    ...{ linked: null, round: null, version: 0 },
  };
}

function requireBookings(target: StoredTarget, { channels }: SwitchDeps): void {
  requireChannel(target.channel_type, channels);
  if (target.sync_mode === 'api') return;
  throw new UnprocessableError(
    'no-bookings',
    'Only a target that is called by its API tells of bookings.',
  );
}

/** @throws UnprocessableError for an address that the channel could not call */
function webhookUrl(
  { channel_type, id }: StoredTarget,
  publicUrl: string,
  { channels }: SwitchDeps,
): string {
  const errors = publicUrlErrors(publicUrl, channels.base_urls);
  if (errors.length > 0)
    throw new UnprocessableError(
      'validation',
      'The channel could not call this address.',
      errors.map((message) => ({ path: 'public_url', message })),
    );

  return `${normaliseBaseUrl(publicUrl)}/api/v1/webhooks/${channel_type}/${id}`;
}

/** Nothing is taken any more. What the channel does not let us remove now it goes on calling in vain, and `subscription_id` still names. */
async function switchOff(target: StoredTarget, deps: SwitchDeps): Promise<InboundFeed> {
  const before = await deps.feeds.find(target.id);
  if (before === undefined) return noFeed(target);
  const { subscription_id: id } = before;
  const off = await changeFeed(before, { enabled: false, keys: [], round: null }, deps.feeds);
  if (id === null) return off;
  try {
    await callBookings(target, deps, (bookings) => bookings.unsubscribe(id));
  } catch (error) {
    if (error instanceof ConflictError || error instanceof UnavailableError) return off;
    throw error;
  }

  return changeFeed(off, { subscription_id: null, webhook_url: null }, deps.feeds);
}
