import type { UnitSummary } from '../common/reading/unit-names.ts';
import { missingWords } from '../common/words/missing-words.ts';
import { plainText } from '../common/words/plain-text.ts';
import type { Schemas } from '../http/client.ts';
import type { operations } from '../http/contract.d.ts';
import { type Proposal, proposals } from './proposals.ts';

export type Listing = Schemas['Listing'];
export type External =
  operations['listExternalListings']['responses'][200]['content']['application/json']['items'][number];

/** A unit, and what it is or may be at the channel. */
export interface MappingRow {
  readonly unit: UnitSummary;
  /** Its listing here; archived ones are of the past. */
  readonly listing: Listing | undefined;
  /** What the channel has, as far as it is read. */
  readonly external: External | undefined;
  readonly proposal: Proposal | undefined;
  /** Why it cannot be linked, in words; undefined when it can. */
  readonly obstacle: string | undefined;
}

interface Sources {
  readonly units: readonly UnitSummary[];
  /** Of the target. */
  readonly listings: readonly Listing[];
  readonly externals: readonly External[];
}

/** Every unit with its counterpart at the channel, by name. */
export function mappingRows({ units, listings, externals }: Sources): readonly MappingRow[] {
  const live = listings.filter(({ status }) => status !== 'archived');
  const byUnit = new Map(live.map((listing) => [listing.unit_id, listing] as const));
  const byId = new Map(externals.map((each) => [each.external_listing_id, each] as const));
  const proposed = proposals(
    units.filter(({ id }) => !byUnit.has(id)),
    freeExternals(live, externals),
  );

  return units
    .map((unit) => {
      const listing = byUnit.get(unit.id);
      return {
        ...{ unit, listing, obstacle: obstacleOf(unit) },
        external: byId.get(listing?.external_listing_id ?? ''),
        proposal: proposed.get(unit.id),
      };
    })
    .toSorted((a, b) => a.unit.name.localeCompare(b.unit.name));
}

/** Those of the channel's listings that no listing of ours is linked to. */
export function freeExternals(
  listings: readonly Listing[],
  externals: readonly External[],
): readonly External[] {
  const taken = new Set(
    listings
      .filter(({ status }) => status !== 'archived')
      .map(({ external_listing_id }) => external_listing_id),
  );
  return externals.filter(
    ({ external_listing_id, listing }) => listing === null && !taken.has(external_listing_id),
  );
}

function obstacleOf({ missing, is_active }: UnitSummary): string | undefined {
  if (missing.length > 0) return `It lacks ${missingWords(missing)}.`;
  return is_active ? undefined : 'It is switched off.';
}

export const shownOptions = [
  { id: 'open', text: 'Not linked' },
  { id: 'linked', text: 'Linked' },
  { id: 'all', text: 'All' },
] as const;

export function isShown(row: MappingRow, show: string, text: string): boolean {
  if (show === 'open' && row.listing !== undefined) return false;
  if (show === 'linked' && row.listing === undefined) return false;
  const { name, city, id } = row.unit;
  const said = plainText([name, city, id, row.external?.name].join(' '));
  return plainText(text)
    .split(/\s+/)
    .every((word) => said.includes(word));
}

/** How sure a proposal is, in words. */
export function proposalWords({ score }: Proposal): string {
  return score > 0.99 ? 'proposed: same name' : 'proposed: similar name';
}
