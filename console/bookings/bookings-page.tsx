import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'react';
import { AccountChoice } from '../common/choices/account-choice.tsx';
import { Choice } from '../common/choices/choice.tsx';
import { NewestTable } from '../common/newest-table.tsx';
import { NothingTold } from '../common/nothing-told.tsx';
import { Page } from '../common/page.tsx';
import { useTargets } from '../common/reading/targets.ts';
import { useUnitSummaries } from '../common/reading/unit-names.ts';
import { useNewest } from '../common/reading/use-newest.ts';
import { useParam } from '../common/reading/use-param.ts';
import { Updated } from '../common/updated.tsx';
import { answer, api } from '../http/client.ts';
import { bookingColumns } from './booking-columns.tsx';
import { bookingFilter, conflictOptions, statusOptions } from './booking-filter.ts';

/** The stays that came in from channels. What is looked for is part of the page's address. */
export function Component() {
  const [target, setTarget] = useParam('target_id');
  const [status, setStatus] = useParam('status');
  const [conflict, setConflict] = useParam('conflict');
  const filter = bookingFilter({ target, status, conflict });
  const read = useNewest({
    queryKey: ['bookings', filter],
    read: (page) =>
      answer(api.GET('/api/channels/bookings', { params: { query: { ...page, ...filter } } })),
  });
  const targets = useTargets();
  const { units } = useUnitSummaries();
  const columns = useMemo(() => bookingColumns({ targets, units }), [targets, units]);
  const isFiltered = Object.keys(filter).length > 0;

  return (
    <Page
      title="Bookings"
      description={
        <>
          Stays that were booked at channels, the newest arrival first. They close their nights
          here, and by that at the other channels. <Updated query={read.query} />
        </>
      }
    >
      <NewestTable
        read={read}
        what="bookings"
        title={isFiltered ? 'Bookings that are like that' : 'All bookings'}
        columns={columns}
        filter={
          <SpaceBetween direction="horizontal" size="xs">
            <AccountChoice value={target} onChange={setTarget} />
            <Choice label="Status" options={statusOptions} value={status} onChange={setStatus} />
            <Choice
              label="Conflict"
              options={conflictOptions}
              value={conflict}
              onChange={setConflict}
            />
          </SpaceBetween>
        }
        empty={
          <NothingTold
            isFiltered={isFiltered}
            noneLikeThat="No booking is like that"
            noneYet="No bookings yet"
            href="/bookings"
          />
        }
      />
    </Page>
  );
}
