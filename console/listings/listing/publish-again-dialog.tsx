import { useAction } from '../../app/use-action.ts';
import { AskFirst } from '../../common/ask-first.tsx';
import type { UnitSummary } from '../../common/reading/unit-names.ts';
import { answer, api } from '../../http/client.ts';

interface PublishAgainDialogProps {
  readonly id: string;
  readonly unit: UnitSummary | undefined;
  /** As the channel calls itself. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Of a listing that was deleted at the channel: makes a new one there, once that is confirmed. */
export function PublishAgainDialog({ id, unit, name, onClose }: PublishAgainDialogProps) {
  const publish = useAction({
    failure: 'Could not publish the listing again',
    showsItself: true,
    run: () =>
      answer(
        api.POST('/api/channels/listings/{id}/retry', {
          params: { path: { id } },
          body: { publish_again: true },
        }),
      ),
    success: () => `It is being published at ${name} as a new listing.`,
    onDone: onClose,
    changes: [['listing', id], ['listings']],
  });

  return (
    <AskFirst
      title="Publish it again?"
      does="Publish again"
      isPending={publish.isPending}
      error={publish.error}
      onDo={() => publish.mutate()}
      onClose={onClose}
    >
      <div>
        {name} says that its listing of {unit?.name ?? 'this unit'} does not exist any more. A new
        one is made there, with a new number. Bookings and reviews of the deleted one do not come
        back.
      </div>
    </AskFirst>
  );
}
