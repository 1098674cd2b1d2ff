import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useMay } from '../app/session.tsx';
import { useFollow } from '../common/link.tsx';
import { channelNames } from '../common/words/channel-names.ts';
import type { Schemas } from '../http/client.ts';

interface DistributeButtonProps {
  readonly unit: string;
  readonly targets: readonly Schemas['Target'][];
}

/** Leads to where units are linked at the channel that is chosen; before there is one, to where it is connected. */
export function DistributeButton({ unit, targets }: DistributeButtonProps) {
  const may = useMay()('createTarget');
  const follow = useFollow();

  if (targets.length === 0)
    return (
      may && (
        <Button href="/targets/new" onFollow={follow}>
          Connect a channel
        </Button>
      )
    );
  return (
    <ButtonDropdown
      onItemFollow={follow}
      items={targets.map(({ id, name, channel_type }) => ({
        ...{ id, text: name, secondaryText: channelNames[channel_type] },
        href: `/targets/${id}/mapping?unit=${unit}`,
      }))}
    >
      Distribute to channel
    </ButtonDropdown>
  );
}
