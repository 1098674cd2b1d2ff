import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMay } from '../app/session.tsx';
import { useAction } from '../app/use-action.ts';
import { AccountChoice } from '../common/choices/account-choice.tsx';
import { Choice } from '../common/choices/choice.tsx';
import { NewestTable } from '../common/newest-table.tsx';
import { NothingTold } from '../common/nothing-told.tsx';
import { Page } from '../common/page.tsx';
import { useTargets } from '../common/reading/targets.ts';
import { useNewest } from '../common/reading/use-newest.ts';
import { useParam } from '../common/reading/use-param.ts';
import { Updated } from '../common/updated.tsx';
import { answer, api } from '../http/client.ts';
import { inboundColumns } from './inbound-columns.tsx';
import { eventInWords, type InboundRow, inboundFilter, statusOptions } from './inbound-words.ts';

/** What channels have told of bookings. What is looked for is part of the page's address. */
export function Component() {
  const [target, setTarget] = useParam('target_id');
  const [status, setStatus] = useParam('status');
  const filter = inboundFilter({ target, status });
  const read = useNewest({
    queryKey: ['inbound-audit', filter],
    read: (page) =>
      answer(api.GET('/api/channels/inbound-audit', { params: { query: { ...page, ...filter } } })),
    isUnderWay: ({ processing_status }) => processing_status === 'pending',
  });
  const targets = useTargets();
  const repeat = useRepeat();
  const isFiltered = Object.keys(filter).length > 0;

  return (
    <Page
      title="Inbound log"
      description={
        <>
          What channels have told of bookings, and what was found there unasked, newest first. Each
          is kept as it came and never changed; to look again adds a row.{' '}
          <Updated query={read.query} />
        </>
      }
    >
      <NewestTable
        read={read}
        what="inbound log"
        title={isFiltered ? 'Rows that are like that' : 'All rows'}
        columns={inboundColumns({ targets, repeat })}
        filter={
          <SpaceBetween direction="horizontal" size="xs">
            <AccountChoice value={target} onChange={setTarget} />
            <Choice label="Status" options={statusOptions} value={status} onChange={setStatus} />
          </SpaceBetween>
        }
        empty={
          <NothingTold
            isFiltered={isFiltered}
            noneLikeThat="No row is like that"
            noneYet="Nothing was told yet"
            href="/inbound"
          />
        }
      />
    </Page>
  );
}

/** Has the reservation that a row is about looked at once more, for who may. */
function useRepeat() {
  const may = useMay();
  const action = useAction({
    failure: 'Could not look again',
    run: ({ id }: InboundRow) =>
      answer(api.POST('/api/channels/inbound-audit/{id}/reprocess', { params: { path: { id } } })),
    success: (_, row) =>
      `Looked at once more: ${eventInWords(row)}. A row of its own says how it ends.`,
    changes: [['inbound-audit'], ['bookings'], ['calendar']],
  });
  if (!may('reprocessInbound')) return undefined;

  return { of: action.isPending ? action.variables.id : undefined, run: action.mutate };
}
