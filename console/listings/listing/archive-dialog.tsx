import RadioGroup from '@cloudscape-design/components/radio-group';
import { useState } from 'react';
import { useAction } from '../../app/use-action.ts';
import { AskFirst } from '../../common/ask-first.tsx';
import { answer, api } from '../../http/client.ts';
import type { TaggedListing } from './use-listing.ts';

interface ArchiveDialogProps {
  readonly tagged: TaggedListing;
  /** As the channel calls itself. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks what is to become of the listing at the channel. */
export function ArchiveDialog({ tagged, name, onClose }: ArchiveDialogProps) {
  const { id, status } = tagged.data;
  const isArchived = status === 'archived';
  const [removes, setRemoves] = useState(isArchived);
  const archive = useAction({
    failure: 'Could not archive the listing',
    showsItself: true,
    run: () =>
      answer(
        api.DELETE('/api/channels/listings/{id}', {
          params: { path: { id }, query: { remove_from_channel: removes } },
        }),
      ),
    success: () => (removes ? `It is being removed from ${name}.` : 'The listing is archived.'),
    onDone: onClose,
    changes: [['listing', id], ['listings']],
  });

  return (
    <AskFirst
      title={isArchived ? `Remove it from ${name}?` : 'Archive this listing?'}
      does={removes ? `Remove it from ${name}` : 'Archive'}
      isPending={archive.isPending}
      error={archive.error}
      onDo={() => archive.mutate()}
      onClose={onClose}
    >
      <div>
        The unit is sent to {name} no more. What was sent, and when, stays on record here, and you
        can link the unit again.
      </div>
      {!isArchived && (
        <RadioGroup
          ariaLabel={`What becomes of the listing at ${name}`}
          value={removes ? 'remove' : 'leave'}
          onChange={({ detail }) => setRemoves(detail.value === 'remove')}
          items={[
            {
              value: 'leave',
              label: `Leave it at ${name} as it is`,
              description: 'It stays on sale there, and gets no more changes.',
            },
            {
              value: 'remove',
              label: `Remove it from ${name} too`,
              description: 'It is deleted there. This cannot be undone.',
            },
          ]}
        />
      )}
    </AskFirst>
  );
}
