import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { useAction } from '../../app/use-action.ts';
import { ButtonLink } from '../../common/button-link.tsx';
import type { UnitSummary } from '../../common/reading/unit-names.ts';
import { answer, api } from '../../http/client.ts';
import { ArchiveDialog } from './archive-dialog.tsx';
import { PublishAgainDialog } from './publish-again-dialog.tsx';
import type { TaggedListing } from './use-listing.ts';

interface ListingActionsProps {
  readonly tagged: TaggedListing;
  readonly unit: UnitSummary | undefined;
  /** As the channel calls itself. */
  readonly name: string;
}

/** What can be done with a listing in its state, by who may. */
export function ListingActions({ tagged, unit, name }: ListingActionsProps) {
  const may = useMay();
  const [asked, setAsked] = useState<'archive' | 'publish'>();
  const { id, status, sync_status, target_id, unit_id } = tagged.data;
  const close = () => setAsked(undefined);
  if (!may('retryListing')) return null;

  return (
    <SpaceBetween direction="horizontal" size="xs">
      {status === 'archived' ? (
        <ButtonLink href={`/targets/${target_id}/mapping?unit=${unit_id ?? ''}`}>
          Link it again
        </ButtonLink>
      ) : (
        <PauseOrResume tagged={tagged} />
      )}
      {(status === 'active' || status === 'error') && <SendAgain id={id} name={name} />}
      {(status !== 'archived' || sync_status === 'error') && (
        <Button onClick={() => setAsked('archive')}>
          {status === 'archived' ? 'Ask for the removal again' : 'Archive'}
        </Button>
      )}
      {status === 'error' && (
        <Button variant="primary" onClick={() => setAsked('publish')}>
          Publish again
        </Button>
      )}
      {asked === 'archive' && <ArchiveDialog tagged={tagged} name={name} onClose={close} />}
      {asked === 'publish' && (
        <PublishAgainDialog id={id} unit={unit} name={name} onClose={close} />
      )}
    </SpaceBetween>
  );
}

function PauseOrResume({ tagged: { data } }: Pick<ListingActionsProps, 'tagged'>) {
  const { id, status } = data;
  const next = status === 'paused' ? 'active' : 'paused';
  const change = useAction({
    failure: next === 'paused' ? 'Could not pause the listing' : 'Could not resume the listing',
    run: () =>
      answer(
        api.PATCH('/api/channels/listings/{id}', {
          params: { path: { id } },
          body: { status: next },
        }),
      ),
    success: () =>
      next === 'paused'
        ? 'Paused: nothing is sent for this listing until it is resumed.'
        : 'Resumed: what has changed meanwhile is sent now.',
    changes: [['listing', id], ['listings']],
  });

  return (
    <Button loading={change.isPending} onClick={() => change.mutate()}>
      {next === 'paused' ? 'Pause' : 'Resume'}
    </Button>
  );
}

function SendAgain({ id, name }: { readonly id: string; readonly name: string }) {
  const send = useAction({
    failure: 'Could not send the listing again',
    run: () =>
      answer(api.POST('/api/channels/listings/{id}/retry', { params: { path: { id } }, body: {} })),
    success: ({ unit_version }) => `Version ${unit_version} is on its way to ${name}.`,
    changes: [['listing', id], ['listings']],
  });

  return (
    <Button loading={send.isPending} onClick={() => send.mutate()}>
      Send again now
    </Button>
  );
}
