import { useParams } from 'react-router';
import { Page } from '../common/page.tsx';
import { useTargets } from '../common/reading/targets.ts';
import { channelNames } from '../common/words/channel-names.ts';
import { Mapping } from './mapping.tsx';

/** Which unit is which listing of a channel account, and linking those that are not. */
export function Component() {
  const { id = '' } = useParams();
  const target = useTargets()?.get(id);
  const name = target === undefined ? 'the channel' : channelNames[target.channel_type];
  const account = target?.name ?? 'Channel account';

  return (
    <Page
      title={`Link units to ${target?.name ?? 'a channel account'}`}
      description={`Linked units are published at ${name} and kept up to date there.`}
      above={[
        { text: 'Dashboard', href: '/' },
        { text: account, href: `/targets/${id}` },
      ]}
    >
      <Mapping key={id} id={id} target={target} name={name} />
    </Page>
  );
}
