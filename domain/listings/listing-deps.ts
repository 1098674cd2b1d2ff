import type { Channel } from '../channel/channel.ts';
import type { DomainEventName, EventPublisher } from '../common/domain-event.ts';
import { tellOthers } from '../common/tell-others.ts';
import type { Tenant } from '../common/tenant.ts';
import { type Clock, toTimestamp } from '../common/time.ts';
import type { ChannelType } from '../targets/target.ts';
import type { Listing } from './listing.ts';
import type { ListingStore } from './listing-store.ts';

/** What operators' requests about listings need of the outside world. */
export interface ListingDeps {
  readonly listings: ListingStore;
  readonly events: EventPublisher;
  readonly channelFor: (type: ChannelType) => Pick<Channel, 'externalIdProblem'> | undefined;
  readonly clock: Clock;
  /** A new random UUID. */
  readonly newId: () => string;
  /** Told what only a developer can make sense of. */
  readonly report: (event: string, facts: Record<string, unknown>) => void;
}

/** On whose behalf something is done. */
export interface ListingCaller {
  readonly tenant: Tenant;
  readonly user_id: string;
  /** W3C trace id, 32 hex digits. */
  readonly trace_id: string;
}

/** Tells other domains of a listing. */
export async function announceListing(
  name: DomainEventName,
  listing: Listing,
  { caller, deps }: { readonly caller: ListingCaller; readonly deps: ListingDeps },
): Promise<void> {
  const { org_id, account_id, target_id, unit_id, id: listing_id } = listing;
  const occurred_at = toTimestamp(deps.clock());
  const { trace_id } = caller;
  const ids = { org_id, account_id, target_id, unit_id, listing_id };
  await tellOthers({ name, ...ids, trace_id, occurred_at }, { listing_id }, deps);
}
