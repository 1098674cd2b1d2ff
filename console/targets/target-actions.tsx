import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNotices } from '../app/notices.tsx';
import { useMay } from '../app/session.tsx';
import { useAction } from '../app/use-action.ts';
import { ButtonLink } from '../common/button-link.tsx';
import type { Target } from '../common/reading/targets.ts';
import { milliseconds } from '../common/words/time.ts';
import { answer, api } from '../http/client.ts';

/** What is done with a channel every day. */
export function TargetActions({ target }: { target: Target }) {
  const may = useMay();

  return (
    <SpaceBetween direction="horizontal" size="xs">
      {may('checkTargetHealth') && <CheckButton target={target} />}
      {may('patchTarget') && <PauseButton target={target} />}
      {may('linkListing') && (
        <ButtonLink variant="primary" href={`/targets/${target.id}/mapping`}>
          Link units
        </ButtonLink>
      )}
    </SpaceBetween>
  );
}

function CheckButton({ target: { id, name } }: { target: Target }) {
  const notices = useNotices();
  const check = useAction({
    failure: `Could not check ${name}`,
    run: () =>
      answer(api.POST('/api/channels/targets/{id}/health-checks', { params: { path: { id } } })),
    onDone: ({ health_status, latency_ms, error_message }) => {
      const took = latency_ms === null ? '' : ` in ${milliseconds(latency_ms)}`;
      if (health_status === 'healthy') notices.succeeded(`${name} works: it answered${took}.`);
      else notices.failed(`${name} does not answer as it should`, error_message ?? 'No reason.');
    },
  });

  return (
    <Button loading={check.isPending} onClick={() => check.mutate()}>
      Check now
    </Button>
  );
}

function PauseButton({ target: { id, name, is_active } }: { target: Target }) {
  const change = useAction({
    failure: is_active ? `Could not pause ${name}` : `Could not resume ${name}`,
    run: (isActive: boolean) =>
      answer(
        api.PATCH('/api/channels/targets/{id}', {
          params: { path: { id } },
          body: { is_active: isActive },
        }),
      ),
    success: (_, isActive) =>
      isActive
        ? `${name} is resumed: what has changed meanwhile is being sent.`
        : `${name} is paused: nothing is sent until it is resumed, and no change is lost.`,
  });

  return (
    <Button loading={change.isPending} onClick={() => change.mutate(!is_active)}>
      {is_active ? 'Pause' : 'Resume'}
    </Button>
  );
}
