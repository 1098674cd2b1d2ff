import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ButtonLink } from './button-link.tsx';

interface NothingToldProps {
  readonly isFiltered: boolean;
  /** E.g. "No booking is like that". */
  readonly noneLikeThat: string;
  /** E.g. "No bookings yet". */
  readonly noneYet: string;
  /** Where all of them are. */
  readonly href: string;
}

/** What to do where there is nothing in a list that channels fill. */
export function NothingTold({ isFiltered, noneLikeThat, noneYet, href }: NothingToldProps) {
  return (
    <SpaceBetween size="xs" alignItems="center">
      <Box variant="strong">{isFiltered ? noneLikeThat : noneYet}</Box>
      {isFiltered ? (
        <ButtonLink href={href}>Show all</ButtonLink>
      ) : (
        <Box color="text-body-secondary">
          Choose a channel on the dashboard, and let its bookings come in under “Bookings”.
        </Box>
      )}
    </SpaceBetween>
  );
}
