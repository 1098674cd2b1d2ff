import Alert from '@cloudscape-design/components/alert';
import { rangeInWords } from '../../common/words/night-words.ts';
import type { GuestWithout } from './night-words.ts';

interface GuestsWithoutProps {
  readonly guests: readonly GuestWithout[];
  readonly nameOf: (booking: string) => string;
}

/** Who has booked nights that others have, which somebody has to solve. */
export function GuestsWithout({ guests, nameOf }: GuestsWithoutProps) {
  if (guests.length === 0) return null;
  return (
    <Alert type="error" header="Guests without a night">
      <ul>
        {guests.map(({ id, nights, holders }) => (
          <li key={id}>
            <b>{nameOf(id)}</b> lacks {nights.map(rangeInWords).join(', and ')}: {holders} came
            first.
          </li>
        ))}
      </ul>
      Once who came first lets a night go, it is theirs by itself. A block of yours goes when you
      open the nights again; of two bookings, one has to move.
    </Alert>
  );
}
