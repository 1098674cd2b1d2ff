import { reviewConflicts } from '../bookings/apply-reservation.ts';
import { addDays, dayMs } from '../common/day.ts';
import { inParallel } from '../common/in-parallel.ts';
import { contentHash } from '../common/payload-hash.ts';
import type { Tenant } from '../common/tenant.ts';
import { toTimestamp } from '../common/time.ts';
import type { StoredTarget } from '../targets/target.ts';
import { callBookings } from './call-bookings.ts';
import {
  changeFeed,
  type FeedRound,
  type InboundFeed,
  type InboundFeedStore,
} from './inbound-feed.ts';
import type { InboundFate, InboundMessage } from './inbound-job.ts';
import type { InboundDeps } from './process-event.ts';
import { type KeepSubscribedDeps, keepSubscribed } from './subscribe.ts';
import { takeFound } from './take-found.ts';
import { isPassing, pauseAfter } from './try-again.ts';

export interface CatchUpDeps extends InboundDeps, KeepSubscribedDeps {
  readonly feeds: InboundFeedStore & InboundDeps['feeds'];
  readonly links: InboundDeps['links'] & {
    /** All of a channel's listings that are linked by this target. */
    externalIds(tenant: Tenant, targetId: string): Promise<readonly string[]>;
  };
}

const done: InboundFate = { done: true };
/** No page is begun later in a turn (ms); the next turn goes on there. */
const turnMs = 20_000;
/** A look that is older (ms) leaves the rest to the one that the clock has sent since. */
const oldMs = 9.5 * 60_000;
/** Reservations taken over at once. */
const atOnce = 5;

/**
 * Reads what has changed at a channel since the last time, or all that is still to come where that is not known, and takes over what nobody
 * has told us. May stop anywhere: the feed says how far it came.
 */
export async function catchUp(
  { job, sent_at }: InboundMessage,
  deps: CatchUpDeps,
): Promise<InboundFate> {
  const feed = await deps.feeds.find(job.target_id);
  if (feed === undefined || !feed.enabled) return done;
  const target = await deps.channels.targets.get(feed, feed.target_id);
  if (target === undefined || target.deleted_at !== null) return forget(feed, deps);
  if (!target.is_active) return done;
  try {
    const isDone = await lookFor({ feed, target, trace_id: job.trace_id }, deps);
    return isDone ? done : { done: false, retry_in_ms: 0 };
  } catch (error) {
    if (!isPassing(error)) throw error;
    const now = deps.clock();
    const pause = pauseAfter(error, { sent_at, now, random: deps.random() });
    const isOld = pause === undefined || now + pause - sent_at > oldMs;
    deps.report('not-caught-up', { target_id: target.id, error });
    return isOld ? done : { done: false, retry_in_ms: pause };
  }
}

interface Look {
  readonly feed: InboundFeed;
  readonly target: StoredTarget;
  readonly trace_id: string;
}

/** Whether it came to the end. */
async function lookFor(look: Look, deps: CatchUpDeps): Promise<boolean> {
  const until = deps.clock() + turnMs;
  const { target, trace_id } = look;
  let feed = look.feed.round === null ? await begin(look, deps) : look.feed;
  for (let { round } = feed; round !== null; { round } = feed) {
    if (deps.clock() > until) return false;
    const { items, next } = await readPage(target, { feed, round }, deps);
    await inParallel(items, atOnce, (item) => takeFound(item, look, deps));
    const change = next === null ? endOf(round) : { round: { ...round, place: next } };
    feed = await changeFeed(feed, change, deps.feeds);
  }
  const inConflict = await deps.bookings.conflicts(target, target.id);
  const units = inConflict.map(({ unit_id }) => unit_id);
  await reviewConflicts({ tenant: target, trace_id, units }, deps);
  if (inConflict.length > 0) await deps.watch.mark(target, 'bookings');

  return true;
}

/** A round that knows of no time, or of not all listings, reads all that is to come. */
async function begin({ feed, target }: Look, deps: CatchUpDeps): Promise<InboundFeed> {
  const subscribed = await keepSubscribed(feed, target, deps);
  const linked = contentHash([...(await deps.links.externalIds(target, target.id))].toSorted());
  const isNews = feed.watermark === null || feed.linked !== linked;
  const began_at = toTimestamp(deps.clock());
  const round: FeedRound = { reads: isNews ? 'all' : 'changed', began_at, linked, place: null };

  return changeFeed(subscribed, { round }, deps.feeds);
}

function endOf({ began_at, linked }: FeedRound) {
  return { round: null, watermark: began_at, linked };
}

/** Overlapping by a day: clocks differ, and changes may be shown late. */
function readPage(
  target: StoredTarget,
  {
    feed: { watermark },
    round: { reads, began_at, place },
  }: { feed: InboundFeed; round: FeedRound },
  { channels }: CatchUpDeps,
) {
  const wanted =
    reads === 'all' || watermark === null
      ? { departing_from: addDays(began_at.slice(0, 'yyyy-mm-dd'.length), -1), place }
      : { changed_since: toTimestamp(Date.parse(watermark) - dayMs), place };

  return callBookings(target, { channels }, (bookings) => bookings.reservations(wanted));
}

async function forget(feed: InboundFeed, { feeds }: CatchUpDeps): Promise<InboundFate> {
  await feeds.remove(feed);

  return done;
}
