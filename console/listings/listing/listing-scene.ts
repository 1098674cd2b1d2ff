import type { Target } from '../../common/reading/targets.ts';
import type { UnitSummary } from '../../common/reading/unit-names.ts';
import type { TaggedListing } from './use-listing.ts';

/** A listing with what is around it, as far as that is there by now. */
export interface ListingScene {
  readonly tagged: TaggedListing;
  readonly target: Target | undefined;
  readonly unit: UnitSummary | undefined;
  /** As the channel calls itself. */
  readonly name: string;
}
