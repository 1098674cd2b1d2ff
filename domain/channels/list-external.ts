import type { Tenant } from '../tenant.ts';
import type { ExternalListing } from './channel.ts';
import type { StoredListing } from './listing.ts';
import { readChannel } from './read-channel.ts';
import { requireActive } from './resync-target.ts';
import type { TargetDeps } from './target-deps.ts';
import { findTarget } from './target-store.ts';

/** A listing as the channel has it, and ours that is linked to it, if any. */
export interface LinkedExternal extends ExternalListing {
  readonly listing: StoredListing | null;
}

/** Where a page begins: the channel's own page (0 first), and how many of its listings were shown already. */
export interface ExternalPlace {
  readonly page: number;
  readonly skip: number;
}

export interface ExternalLinks {
  /** Our listings that may be linked: those that adopted one of these ids, and those whose marker one of these carries. */
  candidates(
    tenant: Tenant,
    targetId: string,
    externals: readonly ExternalListing[],
  ): Promise<StoredListing[]>;
}

/**
 * One page of what the channel has, by one paced call. It counts in the rate window and waits for its turn there, but takes
 * nothing of the last quarter, so that a person leafing through never holds up updates.
 * @throws NotFoundError; ConflictError `target-inactive`, `credentials-rejected`; UnavailableError `channel-busy`, `channel-unreachable`
 */
export async function listExternal(
  tenant: Tenant,
  {
    id,
    from,
    limit,
  }: { readonly id: string; readonly from: ExternalPlace; readonly limit: number },
  deps: TargetDeps & { readonly links: ExternalLinks },
): Promise<{ items: LinkedExternal[]; next: ExternalPlace | null }> {
  const target = await findTarget(deps.targets, tenant, { id });
  requireActive(target);

  const { page, skip } = from;
  const { items, has_more } = await readChannel(target, (session) => session.list(page), deps);
  const shown = items.slice(skip, skip + limit);
  const candidates = await deps.links.candidates(tenant, id, shown);
  const isCut = skip + shown.length < items.length;

  return {
    items: shown.map((external) => ({ ...external, listing: linkOf(external, id, candidates) })),
    next: isCut
      ? { page, skip: skip + shown.length }
      : has_more
        ? { page: page + 1, skip: 0 }
        : null,
  };
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
