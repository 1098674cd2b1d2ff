import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAction } from '../../app/use-action.ts';
import type { Target } from '../../common/reading/targets.ts';
import { UntilLoaded } from '../../common/until-loaded.tsx';
import { counted } from '../../common/words/counted.ts';
import { answer, api } from '../../http/client.ts';
import { readWindow, type TimeWindow, windowAt } from '../time-window.ts';
import { TimeWindowPicker } from '../time-window-picker.tsx';

const usual = readWindow('1-day');

interface RecoverProps {
  readonly target: Target;
  /** How many listings are not in order now: when that changes, what has failed is counted again. */
  readonly notInOrder: number;
}

/** What failed in a time, e.g. while the channel was down. It is counted first. */
export function Recover({ target, notInOrder }: RecoverProps) {
  const [value, setValue] = useState(usual);
  const [within, setWithin] = useState<TimeWindow>(() => meant(usual));

  return (
    <Container
      header={
        <Header
          variant="h2"
          description="For after an outage: listings whose attempts failed in a time, and which are not in order now."
        >
          What has failed
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FormField label="When it failed">
          <TimeWindowPicker
            value={value}
            onChange={(chosen) => {
              setValue(chosen);
              setWithin(meant(chosen));
            }}
          />
        </FormField>
        <Found target={target} notInOrder={notInOrder} within={within} />
      </SpaceBetween>
    </Container>
  );
}

const meant = (value: typeof usual): TimeWindow =>
  windowAt(value ?? { type: 'relative', amount: 1, unit: 'day' }, Date.now());

function Found({ target, notInOrder, within }: RecoverProps & { within: TimeWindow }) {
  const query = useQuery({
    queryKey: ['target-failures', target.id, within, notInOrder],
    queryFn: () => recover(target.id, within, true),
    placeholderData: keepPreviousData,
  });
  const send = useAction({
    failure: 'Could not send them again',
    run: () => recover(target.id, within, false),
    success: ({ matched, enqueued }) =>
      enqueued < matched
        ? `${enqueued} of ${counted(matched, 'listing')} will be sent again. Ask once more for the rest.`
        : `${counted(enqueued, 'listing')} will be sent again.`,
  });

  return (
    <UntilLoaded query={query} what="what has failed">
      {({ matched }) => (
        <SpaceBetween direction="horizontal" size="m" alignItems="center">
          <div role="status">
            {matched === 0
              ? 'Nothing that failed then is still out of order.'
              : `${counted(matched, 'listing')} failed then and ${matched === 1 ? 'is' : 'are'} still out of order.`}
          </div>
          {matched > 0 && (
            <Button
              loading={send.isPending}
              disabled={!target.is_active}
              disabledReason="The channel is paused: resume it first."
              onClick={() => send.mutate()}
            >
              Send {matched === 1 ? 'it' : `these ${matched}`} again
            </Button>
          )}
        </SpaceBetween>
      )}
    </UntilLoaded>
  );
}

function recover(id: string, { from, to }: TimeWindow, isDryRun: boolean) {
  return answer(
    api.POST('/api/channels/targets/{id}/recover', {
      params: { path: { id } },
      body: { since: from, ...(to !== undefined && { until: to }), dry_run: isDryRun },
    }),
  );
}
