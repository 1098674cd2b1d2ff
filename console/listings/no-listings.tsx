import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ButtonLink } from '../common/button-link.tsx';

/** What to do where there is no listing. */
export function NoListings({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <SpaceBetween size="xs" alignItems="center">
      <Box variant="strong">{isFiltered ? 'No listing is like that' : 'No listings yet'}</Box>
      {isFiltered ? (
        <ButtonLink href="/listings">Show all</ButtonLink>
      ) : (
        <>
          <Box color="text-body-secondary">
            Choose a channel on the dashboard and link your units to it.
          </Box>
          <ButtonLink href="/">To the dashboard</ButtonLink>
        </>
      )}
    </SpaceBetween>
  );
}
