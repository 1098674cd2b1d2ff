import { resting } from '../attempts/at-rest.ts';
import type { Rest, Work } from '../attempts/attempt.ts';
import type { StoredListing } from '../listings/listing.ts';
import { type ListingChanges, mergeChanges } from '../listings/listing-changes.ts';
import type { Operation } from '../listings/outbound-audit.ts';
import type { Unit } from '../supply/unit.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { ConnectedTarget } from './channel-access.ts';
import type { NightsCheck } from './check-nights.ts';
import { type CalendarPlan, planCalendar } from './plan-calendar.ts';
import { type ContentPlan, planContent, planRemoval } from './plan-content.ts';
import type { SyncDeps } from './sync-deps.ts';
import type { SyncJob } from './sync-job.ts';

/** A change of a listing's row without a call; `state` tells the metrics what that was. */
export interface Amendment {
  readonly kind: 'amend';
  readonly action: Operation;
  readonly changes: ListingChanges;
  readonly state: 'skipped' | 'failed';
}

/** What a listing needs: a call, a look at what the channel shows, or only a change of its row. */
export type Plan =
  | { readonly kind: 'call'; readonly work: Work; readonly look_first: boolean }
  | { readonly kind: 'check'; readonly check: NightsCheck }
  | Amendment
  | { readonly kind: 'nothing' };

export interface Planned {
  readonly job: SyncJob;
  readonly listing: StoredListing;
  readonly unit: Unit | undefined;
  readonly target: StoredTarget;
  readonly connected: ConnectedTarget;
}

/**
 * One call for one part of a listing, or none; makes no call and no write. Its nights come first, since one that is taken must be closed
 * whatever becomes of texts and pictures; but a listing is there before its nights are.
 */
export async function planListing(
  item: Planned,
  deps: Pick<SyncDeps, 'store' | 'nights' | 'clock'>,
): Promise<Plan> {
  const { listing } = item;
  if (listing.removal_requested === true) return planWhole(planRemoval(item, deps.clock()));
  const [content, calendar] = await Promise.all([
    planContent(item, deps),
    planCalendar(item, deps),
  ]);
  const isWhole = content.kind !== 'call' && listing.external_listing_id !== null;
  if (calendar.kind === 'check' && isWhole) return calendar;
  if (calendar.kind !== 'call' || listing.external_listing_id === null)
    return withRest(content, calendar, listing);
  const { work, more } = calendar;

  return {
    kind: 'call',
    work: { ...work, rest: more ? due : restOfContent(content, listing) },
    look_first: false,
  };
}

const none: Rest = { kind: 'none' };
const due: Rest = { kind: 'due' };

/** What is left to do once the nights are told. Of a content that cannot be sent this is said when its turn comes. */
function restOfContent(content: ContentPlan, listing: StoredListing): Rest {
  if (content.kind === 'nothing') return { kind: 'failed', message: listing.error_message ?? '' };
  const isNoted =
    content.kind === 'amend' &&
    content.state === 'skipped' &&
    content.changes.set.last_sync_version === listing.last_sync_version;

  return isNoted ? none : due;
}

function planWhole(plan: ContentPlan): Plan {
  return plan.kind === 'call'
    ? { ...plan, work: { ...plan.work, rest: none, look_at: Number.POSITIVE_INFINITY } }
    : plan;
}

/** With what is left to do once the content is sent, or is found to be there. */
function withRest(plan: ContentPlan, calendar: CalendarPlan, listing: StoredListing): Plan {
  const { kind, look_at } = calendar;
  const rest = kind === 'call' ? due : kind === 'failed' ? calendar : none;
  if (plan.kind === 'call') return { ...plan, work: { ...plan.work, rest, look_at } };
  if (plan.kind === 'nothing' || plan.state === 'failed') return plan;
  const { confirm_at } = listing;

  return {
    ...plan,
    changes: mergeChanges(plan.changes, resting(listing, { rest, look_at, confirm_at })),
  };
}
