import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TableProps } from '@cloudscape-design/components/table';
import { useMemo, useState } from 'react';
import type { Attempt } from '../../common/attempts/attempt-words.ts';
import { AttemptsTable } from '../../common/attempts/attempts-table.tsx';
import { useAttempts } from '../../common/attempts/use-attempts.ts';
import { Link } from '../../common/link.tsx';
import { lookAgainIn } from '../../common/reading/live.ts';
import type { Target } from '../../common/reading/targets.ts';
import { unitName, useUnitSummaries } from '../../common/reading/unit-names.ts';
import { useParam } from '../../common/reading/use-param.ts';
import { UntilLoaded } from '../../common/until-loaded.tsx';
import { channelNames } from '../../common/words/channel-names.ts';
import { answer, api } from '../../http/client.ts';
import { readWindow, windowAt, windowParam } from '../time-window.ts';
import { TimeWindowPicker } from '../time-window-picker.tsx';
import { ExportDialog } from './export/export-dialog.tsx';
import { outcomeOptions } from './outcome-options.ts';

/** Every call that was made to the channel, narrowed down by how it ended and when. */
export function AttemptsTab({ target }: { target: Target }) {
  const [outcome, setOutcome] = useParam('outcome');
  const [time, setTime] = useParam('time');
  const { query, attempts = [] } = useTargetAttempts(target.id, { outcome, time });
  const unitColumn = useUnitColumn();
  const channel = channelNames[target.channel_type];

  return (
    <SpaceBetween size="m">
      <SpaceBetween direction="horizontal" size="xs">
        <Multiselect
          options={outcomeOptions}
          selectedOptions={outcomeOptions.filter(({ value }) => outcome.split(',').includes(value))}
          onChange={({ detail }) =>
            setOutcome(detail.selectedOptions.map(({ value }) => value ?? '').join())
          }
          placeholder="However it ended"
          ariaLabel="How it ended"
        />
        <TimeWindowPicker
          value={readWindow(time)}
          onChange={(value) => setTime(windowParam(value))}
          mayBeAny
        />
      </SpaceBetween>
      <UntilLoaded query={query} what="the attempts">
        {() => (
          <AttemptsTable
            attempts={attempts}
            channelOf={() => channel}
            columns={unitColumn}
            header={
              <Header
                actions={<Export target={target} />}
                description={`Every attempt to change something at ${channel}, newest first, kept for 90 days.`}
              >
                Attempts
              </Header>
            }
            empty={
              outcome === '' && time === ''
                ? 'Nothing has been sent yet.'
                : 'No attempt is like that.'
            }
            hasMore={query.hasNextPage}
            isLoadingMore={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        )}
      </UntilLoaded>
    </SpaceBetween>
  );
}

function Export({ target }: { readonly target: Target }) {
  const [isOpen, setOpen] = useState(false);

  return (
    <>
      <Button onClick={() => setOpen(true)}>Export</Button>
      {isOpen && <ExportDialog target={target} onClose={() => setOpen(false)} />}
    </>
  );
}

function useTargetAttempts(id: string, { outcome, time }: { outcome: string; time: string }) {
  // The moments stay the same while pages are added.
  const within = useMemo(() => {
    const value = readWindow(time);
    return value === null ? {} : windowAt(value, Date.now());
  }, [time]);

  return useAttempts({
    queryKey: ['target-attempts', id, { outcome, ...within }],
    read: (page) =>
      answer(
        api.GET('/api/channels/targets/{id}/audit', {
          params: {
            path: { id },
            query: { ...page, ...within, ...(outcome !== '' && { outcome }) },
          },
        }),
      ),
    refetchInterval: lookAgainIn(false),
  });
}

function useUnitColumn(): readonly TableProps.ColumnDefinition<Attempt>[] {
  const { units } = useUnitSummaries();
  return [
    {
      ...{ id: 'unit', header: 'Unit', minWidth: 180 },
      cell: ({ listing_id, unit_id }) => (
        <Link href={`/listings/${listing_id}`}>{unitName(units, unit_id)}</Link>
      ),
    },
  ];
}
