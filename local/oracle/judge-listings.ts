import type { SimulatedListing } from '../hostaway/simulated-listing.ts';
import { type JudgedListing, markedId, type RunRecord, type Violation } from './run-record.ts';

/** Exactly one external listing for each active listing, and everything at rest. */
export function judgeListings(run: RunRecord): Violation[] {
  const marked = Map.groupBy(run.external, ({ marker }) => markedId(marker));

  return [
    ...duplicatesAndStrays(run, marked),
    ...run.listings
      .filter(({ status }) => status === 'active' || status === 'error')
      .flatMap((listing) => [
        ...atRest(listing),
        ...inPlace(listing, run.external, marked.get(listing.id) ?? []),
      ]),
  ];
}

function duplicatesAndStrays(
  run: RunRecord,
  marked: ReadonlyMap<string | null, SimulatedListing[]>,
): Violation[] {
  const known = new Set(run.listings.map(({ id }) => id));

  return [...marked].flatMap(([id, copies]): Violation[] => {
    if (id === null) return [];
    const ids = copies.map((copy) => copy.id).join(', ');
    const duplicate: Violation[] =
      copies.length < 2
        ? []
        : [{ kind: 'duplicate', listing_id: id, message: `external listings ${ids}` }];
    const stray: Violation[] = known.has(id)
      ? []
      : [{ kind: 'stray', listing_id: id, message: `external listing ${ids} of no listing` }];

    return [...duplicate, ...stray];
  });
}

function atRest({ id, status, sync_status }: JudgedListing): Violation[] {
  if (status === 'error' || sync_status === 'error') {
    return [{ kind: 'failed', listing_id: id, message: `${status}, ${sync_status}` }];
  }

  return sync_status === 'ok' ? [] : [{ kind: 'unsettled', listing_id: id, message: sync_status }];
}

function inPlace(
  { id, external_listing_id, sync_status }: JudgedListing,
  external: readonly SimulatedListing[],
  carriers: readonly SimulatedListing[],
): Violation[] {
  if (external_listing_id === null && sync_status !== 'ok') return [];
  const there = external.find((candidate) => String(candidate.id) === external_listing_id);
  if (there === undefined) {
    const message = `external listing ${external_listing_id} is not there`;
    return [{ kind: 'missing', listing_id: id, message }];
  }

  return carriers.includes(there)
    ? []
    : [{ kind: 'missing', listing_id: id, message: `external listing ${there.id} is another's` }];
}
