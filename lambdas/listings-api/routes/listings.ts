import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import {
  archiveListing as archiveRoute,
  getListing,
  linkListing as linkRoute,
  listHistory,
  listListings,
  patchListing,
  retryListing as retryRoute,
} from '../../../adapters/http/routes/listings.ts';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import { entityTag } from '../../../domain/common/precondition.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { Principal } from '../../../domain/identity/principal.ts';
import { archiveListing } from '../../../domain/listings/archive-listing.ts';
import { findListing } from '../../../domain/listings/change-listing.ts';
import { linkListing } from '../../../domain/listings/link-listing.ts';
import type { Listing, StoredListing } from '../../../domain/listings/listing.ts';
import type { ListingCaller, ListingDeps } from '../../../domain/listings/listing-deps.ts';
import type { OutboundAudit } from '../../../domain/listings/outbound-audit.ts';
import { setListingStatus } from '../../../domain/listings/pause-listing.ts';
import { retryListing } from '../../../domain/listings/retry-listing.ts';
import { shownListing } from '../../../domain/listings/shown-listing.ts';

export interface ListingRoutesDeps extends ListingDeps {
  readonly catalog: {
    list(tenant: Tenant, filter: ListingFilter, page: PageRequest): Promise<Page<StoredListing>>;
  };
  readonly audit: {
    ofListing(listing: StoredListing, page: PageRequest): Promise<Page<OutboundAudit>>;
  };
}

interface ListingFilter {
  readonly target_id?: string | undefined;
  readonly unit_id?: string | undefined;
  readonly status?: Listing['status'] | undefined;
  readonly sync_status?: Listing['sync_status'] | undefined;
}

/** The calls about listings. A listing's entity tag is its revision. */
export function listingRoutes(deps: ListingRoutesDeps): BoundRoute[] {
  const shown = (listing: StoredListing, status: 200 | 201 | 202) => ({
    status,
    body: shownListing(listing, deps.clock()),
    headers: { etag: entityTag(listing.revision) },
  });
  const find = (tenant: Tenant, id: string) =>
    findListing(tenant, { id }, (...which) => deps.listings.get(...which));

  return [
    bind(linkRoute, async (request) => {
      const { body, headers } = shown(
        await linkListing(callerOf(request), request.body, deps),
        201,
      );
      const location = `/api/channels/listings/${body.id}`;
      return { status: 201, body, headers: { ...headers, location } };
    }),
    bind(listListings, async ({ principal, query: { limit, cursor, ...filter } }) => {
      const page = await deps.catalog.list(principal, filter, { limit, cursor });
      const items = page.items.map((listing) => shownListing(listing, deps.clock()));
      return { status: 200, body: { ...page, items } };
    }),
    bind(getListing, async ({ principal, params }) => shown(await find(principal, params.id), 200)),
    bind(patchListing, async ({ params, body, precondition, ...request }) => {
      const change = { id: params.id, precondition, status: body.status };
      return shown(await setListingStatus(callerOf(request), change, deps), 200);
    }),
    bind(archiveRoute, async ({ params, query, precondition, ...request }) => {
      const remove = query.remove_from_channel;
      const change = { id: params.id, precondition, remove };
      return shown(await archiveListing(callerOf(request), change, deps), 202);
    }),
    bind(retryRoute, async ({ params, body, ...request }) => ({
      status: 202,
      body: await retryListing(callerOf(request), { id: params.id, ...body }, deps),
    })),
    bind(listHistory, async ({ principal, params, query }) => {
      const listing = await find(principal, params.id);
      return { status: 200, body: await deps.audit.ofListing(listing, query) };
    }),
  ];
}

function callerOf(request: { principal: Principal; trace_id: string }): ListingCaller {
  const { principal, trace_id } = request;
  return { tenant: principal, user_id: principal.user_id, trace_id };
}
