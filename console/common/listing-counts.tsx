import Box from '@cloudscape-design/components/box';
import type { Schemas } from '../http/client.ts';
import { Link } from './link.tsx';

type Counts = Schemas['DashboardRow']['listings'];

const states: readonly { readonly name: keyof Counts; readonly words: string }[] = [
  { name: 'ok', words: 'up to date' },
  { name: 'pending', words: 'waiting' },
  { name: 'error', words: 'failed' },
  { name: 'rate_limited', words: 'held back' },
];

/** How many listings of a target are in which state, each count a link to them. All four keep their places, so that nothing jumps. */
export function ListingCounts({ targetId, counts }: { targetId: string; counts: Counts }) {
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'max-content max-content', columnGap: 12 }}>
      {states.map(({ name, words }) =>
        counts[name] === 0 ? (
          <Box key={name} color="text-status-inactive">
            0 {words}
          </Box>
        ) : (
          <Link key={name} href={`/listings?target_id=${targetId}&sync_status=${name}`}>
            {counts[name]} {words}
          </Link>
        ),
      )}
    </div>
  );
}
