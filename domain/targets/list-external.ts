import type { ExternalListing } from '../channel/channel.ts';
import type { Tenant } from '../common/tenant.ts';
import type { StoredListing } from '../listings/listing.ts';
import type { FoundListings } from '../listings/listing-store.ts';
import { readChannel } from './read-channel.ts';
import { requireActive } from './require-active.ts';
import type { TargetDeps } from './target-deps.ts';
import { findTarget } from './target-store.ts';

/** A listing as the channel has it, and ours that is linked to it, if any. */
export interface LinkedExternal extends ExternalListing {
  readonly listing: StoredListing | null;
}

export interface LinkedPage {
  readonly items: readonly LinkedExternal[];
  /** Listings of ours that may be linked to these, and cannot be read; absent when all can. */
  readonly left_out?: readonly string[] | undefined;
  readonly next: string | null;
  readonly incomplete: string | null;
}

export interface ExternalLinks {
  /** Our listings that may be linked: those that adopted one of these ids, and those whose marker one of these carries. */
  candidates(
    tenant: Tenant,
    targetId: string,
    externals: readonly ExternalListing[],
  ): Promise<FoundListings>;
}

/**
 * One page of what the channel has, by one paced call. It counts in the rate window and waits for its turn there, but takes
 * nothing of the last quarter, so that a person leafing through never holds up updates.
 * @throws NotFoundError; ConflictError `target-inactive`, `credentials-rejected`; UnavailableError `channel-busy`, `channel-unreachable`
 */
export async function listExternal(
  tenant: Tenant,
  { id, ...from }: { readonly id: string; readonly place: string | null; readonly limit: number },
  deps: TargetDeps & { readonly links: ExternalLinks },
): Promise<LinkedPage> {
  const target = await findTarget(deps.targets, tenant, { id });
  requireActive(target);

  const page = await readChannel(target, (session) => session.list(from), deps);
  const { listings, left_out } = await deps.links.candidates(tenant, id, page.items);
  const items = page.items.map((external) => ({
    ...external,
    listing: linkOf(external, id, listings),
  }));

  return { ...page, items, ...(left_out.length > 0 ? { left_out } : {}) };
}

/** The marker alone does not link: a copy made at the channel carries it as well. */
function linkOf(
  { external_listing_id }: ExternalListing,
  targetId: string,
  candidates: readonly StoredListing[],
): StoredListing | null {
  const linked = candidates.find(
    (listing) =>
      listing.target_id === targetId &&
      listing.external_listing_id === external_listing_id &&
      (listing.status !== 'archived' || listing.removal_requested === true),
  );

  return linked ?? null;
}
