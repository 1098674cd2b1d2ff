import Box from '@cloudscape-design/components/box';
import { useAction } from '../../app/use-action.ts';
import { AskFirst, Heed } from '../../common/ask-first.tsx';
import { answer, api } from '../../http/client.ts';
import type { ListingScene } from './listing-scene.ts';
import { PairDiff } from './pair-diff.tsx';

interface ReplayDialogProps {
  readonly scene: ListingScene;
  readonly version: number;
  readonly onClose: () => void;
}

/** Shows what sending a version would change at the channel, and sends it. */
export function ReplayDialog({ scene, version, onClose }: ReplayDialogProps) {
  const { id, last_sync_version } = scene.tagged.data;
  const isOld = scene.unit !== undefined && version < scene.unit.version;
  const send = useAction({
    failure: 'Could not send the version',
    showsItself: true,
    run: () =>
      answer(
        api.POST('/api/channels/listings/{id}/retry', {
          params: { path: { id } },
          body: { unit_version: version },
        }),
      ),
    success: () => `Version ${version} is on its way to ${scene.name}.`,
    onDone: onClose,
    changes: [['listing', id], ['listing-history', id], ['listings']],
  });

  return (
    <AskFirst
      title={`Send version ${version} to ${scene.name}?`}
      does={`Send version ${version}`}
      size="large"
      isPending={send.isPending}
      error={send.error}
      onDo={() => send.mutate()}
      onClose={onClose}
    >
      {isOld && (
        <Heed>
          This is not the newest version. {scene.name} keeps it until the unit changes again; the
          unit itself stays as it is.
        </Heed>
      )}
      {last_sync_version === null ? (
        <div>Nothing has been sent yet, so all of it is new there.</div>
      ) : (
        <>
          <Box variant="h3">What changes at {scene.name}</Box>
          <PairDiff id={id} pair={{ from: last_sync_version, to: version }} name={scene.name} />
        </>
      )}
    </AskFirst>
  );
}
