import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { Link } from '../../common/link.tsx';
import { ListingStatus } from '../../common/listing-status.tsx';
import { Moment } from '../../common/moment.tsx';
import { unitHref } from '../../common/unit-href.ts';
import { isUnderWay } from '../../common/words/listing-words.ts';
import type { ListingScene } from './listing-scene.ts';
import { useWaitSeconds } from './use-listing.ts';

/** How the listing is doing, and of what and where it is. */
export function ListingSummary({ scene: { tagged, target, unit, name } }: { scene: ListingScene }) {
  const { data: listing } = tagged;
  const waitSeconds = useWaitSeconds(target, isUnderWay(listing));

  return (
    <KeyValuePairs
      columns={4}
      minColumnWidth={190}
      items={[
        {
          label: 'Status',
          value: (
            <div aria-live="polite">
              <ListingStatus
                listing={listing}
                target={target}
                channel={name}
                waitSeconds={waitSeconds}
                withAdvice
              />
            </div>
          ),
        },
        {
          label: 'Unit',
          value: listing.unit_id ? (
            <Link href={unitHref(listing.unit_id)}>{unit?.name ?? 'The unit'}</Link>
          ) : (
            '–'
          ),
        },
        {
          label: 'Channel account',
          value: (
            <Link href={`/targets/${listing.target_id}`}>{target?.name ?? 'The account'}</Link>
          ),
        },
        {
          label: `Number at ${name}`,
          value: listing.external_listing_id ?? 'None yet',
        },
        { label: 'Sent last', value: <SentLast scene={{ tagged, target, unit, name }} /> },
      ]}
    />
  );
}

function SentLast({ scene: { tagged, unit } }: { scene: ListingScene }) {
  const { last_synced_at, last_sync_version } = tagged.data;
  if (last_synced_at === null) return 'Never';
  const newest = unit === undefined || last_sync_version === unit.version;

  return (
    <>
      <Moment at={last_synced_at} />
      {last_sync_version !== null &&
        (newest
          ? `, version ${last_sync_version}`
          : `, version ${last_sync_version}; the unit is at ${unit.version}`)}
    </>
  );
}
