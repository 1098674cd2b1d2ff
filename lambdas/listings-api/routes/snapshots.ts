import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import {
  diffListing,
  previewListing as previewRoute,
} from '../../../adapters/http/routes/snapshots.ts';
import type { Clock } from '../../../domain/common/time.ts';
import { diffVersions } from '../../../domain/content/diff-versions.ts';
import { previewListing } from '../../../domain/content/preview-listing.ts';
import type { SnapshotDeps } from '../../../domain/content/snapshot-deps.ts';

/** The calls that show payloads without sending them. */
export function snapshotRoutes(deps: SnapshotDeps & { readonly clock: Clock }): BoundRoute[] {
  return [
    bind(previewRoute, async ({ principal, params }) => ({
      status: 200,
      body: await previewListing(principal, params.id, deps),
    })),
    bind(diffListing, async ({ principal, params, query }) => ({
      status: 200,
      body: await diffVersions(principal, { ...query, id: params.id }, deps),
    })),
  ];
}
