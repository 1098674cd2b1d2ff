import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ButtonLink } from '../common/button-link.tsx';
import { Link } from '../common/link.tsx';
import { counted } from '../common/words/counted.ts';

interface NoAlertsProps {
  readonly state: 'open' | 'past';
  readonly isFiltered: boolean;
  /** How many channel accounts there are, once it is known. */
  readonly accounts: number | undefined;
}

/** Where there is none: what is watched, so that it is known what the silence means. */
export function NoAlerts({ state, isFiltered, accounts }: NoAlertsProps) {
  if (isFiltered)
    return (
      <SpaceBetween size="xs" alignItems="center">
        <Box>No {state} alert is like that.</Box>
        <ButtonLink href={state === 'past' ? '/alerts?state=past' : '/alerts'}>Show all</ButtonLink>
      </SpaceBetween>
    );
  if (state === 'past') return <Box>No alert has closed in the last year.</Box>;

  return (
    <SpaceBetween size="xs" alignItems="center">
      <Box variant="h3">Nothing is wrong</Box>
      <Box color="text-body-secondary">
        {accounts === undefined ? 'Every channel account' : counted(accounts, 'channel account')}{' '}
        {accounts === undefined || accounts === 1 ? 'is' : 'are'} watched all the time: whether the
        channel answers, takes the credentials and the content, how many calls it refuses, how long
        changes wait, and whether each is on record.
      </Box>
      <Link href="/runbook">What is watched, and what each alert means</Link>
    </SpaceBetween>
  );
}
