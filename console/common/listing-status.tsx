import Box from '@cloudscape-design/components/box';
import { useNow } from './reading/use-now.ts';
import { Status } from './status.tsx';
import { type ListingState, listingWords, type Surroundings } from './words/listing-words.ts';

interface ListingStatusProps extends Omit<Surroundings, 'now'> {
  readonly listing: ListingState;
  /** Also what to do about it. @default false */
  readonly withAdvice?: boolean;
}

/** How a listing is doing, in words that go on with the time. */
export function ListingStatus({ listing, withAdvice = false, ...around }: ListingStatusProps) {
  // In a list the seconds need not run.
  const now = useNow(withAdvice ? 1_000 : 5_000);
  const { type, text, advice } = listingWords(listing, { ...around, now });

  return (
    <>
      <Status type={type}>{text}</Status>
      {withAdvice && advice !== undefined && (
        <Box color="text-body-secondary" fontSize="body-s">
          {advice}
        </Box>
      )}
    </>
  );
}
