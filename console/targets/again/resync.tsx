import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { useAction } from '../../app/use-action.ts';
import { AskFirst } from '../../common/ask-first.tsx';
import type { Target } from '../../common/reading/targets.ts';
import { channelNames } from '../../common/words/channel-names.ts';
import { counted } from '../../common/words/counted.ts';
import { duration } from '../../common/words/time.ts';
import type { TargetHealth } from '../target-queries.ts';
import { resyncAll, secondsFor } from './resync-all.ts';

/** Everything again, whether it has changed or not. */
export function Resync({ target, health }: { target: Target; health: TargetHealth }) {
  const [isAsking, setAsking] = useState(false);
  const channel = channelNames[target.channel_type];
  const { ok, pending, error, rate_limited } = health.listings;
  const listings = ok + pending + error + rate_limited;
  const seconds = secondsFor(listings, target.rate_limit_config);
  const resync = useAction({
    failure: 'Could not send everything again',
    run: () => resyncAll(target.id),
    success: (count) => `${counted(count, 'listing')} will be sent again.`,
    onDone: () => setAsking(false),
    showsItself: true,
  });

  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`For when something was changed at ${channel} itself, which is not noticed here.`}
          actions={
            <Button
              disabled={!target.is_active || listings === 0}
              disabledReason={
                listings === 0
                  ? 'No unit is linked yet.'
                  : 'The channel is paused: resume it first.'
              }
              onClick={() => setAsking(true)}
            >
              Send everything again
            </Button>
          }
        >
          Everything
        </Header>
      }
    >
      <Box>
        {counted(listings, 'listing')}, whether changed or not; paused ones are left alone.
        {seconds !== undefined && ` It takes about ${duration(seconds)} or longer.`}
      </Box>
      {isAsking && (
        <AskFirst
          title="Send everything again?"
          does="Send everything again"
          isPending={resync.isPending}
          error={resync.error}
          onDo={() => resync.mutate()}
          onClose={() => setAsking(false)}
        >
          <Box>
            {counted(listings, 'listing')} of {target.name} will be sent. What was edited at{' '}
            {channel} itself is overwritten with what the units say here.
          </Box>
        </AskFirst>
      )}
    </Container>
  );
}
