import type { TargetWatch } from '../alerts/watch.ts';
import { dayMs } from '../common/day.ts';
import { ConflictError } from '../common/errors.ts';
import { toTimestamp } from '../common/time.ts';
import type { StoredTarget } from '../targets/target.ts';
import { type CallBookingsDeps, callBookings } from './call-bookings.ts';
import {
  changeFeed,
  type InboundFeed,
  type InboundFeedStore,
  newFeedLogin,
} from './inbound-feed.ts';

export interface SubscribeDeps extends CallBookingsDeps {
  readonly feeds: InboundFeedStore;
}

export interface KeepSubscribedDeps extends SubscribeDeps {
  readonly watch: TargetWatch;
}

/** For so long (ms) what was sent by the old login is still taken: a channel goes on with a delivery for an hour. */
const oldKeyMs = dayMs;

/**
 * Has the channel call an address from now on, and no more the one before. The new login is known before the channel is told of it, since the
 * channel may call at once.
 * @throws ConflictError, UnavailableError as `readChannel`
 */
export async function subscribe(
  feed: InboundFeed,
  { target, url }: { readonly target: StoredTarget; readonly url: string },
  deps: SubscribeDeps,
): Promise<InboundFeed> {
  const { login, password, hash } = newFeedLogin(target.id);
  const until = toTimestamp(deps.channels.clock() + oldKeyMs);
  const old = feed.keys
    .filter((key) => key.until === null || key.until > toTimestamp(deps.channels.clock()))
    .map((key) => ({ ...key, until: key.until ?? until }));
  const keyed = await changeFeed(
    feed,
    { keys: [{ hash, until: null }, ...old.slice(0, 5)] },
    deps.feeds,
  );
  const before = feed.subscription_id;
  const id = await callBookings(target, deps, (bookings) =>
    bookings.subscribe({ url, login, password }),
  );
  try {
    const made = { subscription_id: id, webhook_url: url };
    const subscribed = await changeFeed(keyed, made, deps.feeds);
    if (before !== null)
      await callBookings(target, deps, (bookings) => bookings.unsubscribe(before));
    return subscribed;
  } catch (error) {
    // Nobody would know of it any more.
    if (error instanceof ConflictError)
      await callBookings(target, deps, (bookings) => bookings.unsubscribe(id));
    throw error;
  }
}

/** Makes the subscription anew that is gone, off or of another address, and has people told of it. */
export async function keepSubscribed(
  feed: InboundFeed,
  target: StoredTarget,
  deps: KeepSubscribedDeps,
): Promise<InboundFeed> {
  const { webhook_url: url } = feed;
  if (url === null || (await isSubscribed(feed, target, deps))) return feed;
  await deps.watch.found(target, 'subscription_lost', 1);

  return subscribe(feed, { target, url }, deps);
}

/** @throws ConflictError, UnavailableError as `readChannel` */
export async function isSubscribed(
  { subscription_id: id, webhook_url: url }: InboundFeed,
  target: StoredTarget,
  { channels }: SubscribeDeps,
): Promise<boolean> {
  if (id === null) return false;
  const found = await callBookings(target, { channels }, (bookings) => bookings.subscription(id));

  return found?.is_enabled === true && found.url === url;
}
