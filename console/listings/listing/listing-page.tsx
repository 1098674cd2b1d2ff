import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useParams } from 'react-router';
import { Page } from '../../common/page.tsx';
import { useTargets } from '../../common/reading/targets.ts';
import { unitName, useUnitSummaries } from '../../common/reading/unit-names.ts';
import { useParam } from '../../common/reading/use-param.ts';
import { UntilLoaded } from '../../common/until-loaded.tsx';
import { channelNames } from '../../common/words/channel-names.ts';
import { AttemptsTab } from './attempts-tab.tsx';
import { ListingActions } from './listing-actions.tsx';
import type { ListingScene } from './listing-scene.ts';
import { ListingSummary } from './listing-summary.tsx';
import { NowTab } from './now-tab.tsx';
import { useListing } from './use-listing.ts';
import { VersionsTab } from './versions-tab.tsx';

/** One unit at one channel account: how it is doing, what would be sent, what was, and what can be done. */
export function Component() {
  const { id = '' } = useParams();
  const query = useListing(id);
  const targets = useTargets();
  const { units } = useUnitSummaries();
  const listing = query.data?.data;
  const title = listing === undefined ? 'Listing' : unitName(units, listing.unit_id);

  return (
    <Page
      title={title}
      above={[
        { text: 'Dashboard', href: '/' },
        { text: 'Listings', href: '/listings' },
      ]}
      actions={
        query.data && (
          <ListingActions
            tagged={query.data}
            unit={units.get(listing?.unit_id ?? '')}
            name={nameOf(targets?.get(listing?.target_id ?? '')?.channel_type)}
          />
        )
      }
    >
      <UntilLoaded query={query} what="the listing">
        {(tagged) => {
          const target = targets?.get(tagged.data.target_id);
          const unit = units.get(tagged.data.unit_id ?? '');
          return <Shown scene={{ tagged, target, unit, name: nameOf(target?.channel_type) }} />;
        }}
      </UntilLoaded>
    </Page>
  );
}

function Shown({ scene }: { scene: ListingScene }) {
  const [tab, setTab] = useParam('tab', 'now');

  return (
    <SpaceBetween size="l">
      <Container>
        <ListingSummary scene={scene} />
      </Container>
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        ariaLabel="About the listing"
        tabs={[
          { id: 'now', label: 'What is sent', content: <NowTab scene={scene} /> },
          { id: 'history', label: 'Attempts', content: <AttemptsTab scene={scene} /> },
          { id: 'versions', label: 'Versions', content: <VersionsTab scene={scene} /> },
        ]}
      />
    </SpaceBetween>
  );
}

const nameOf = (type: keyof typeof channelNames | undefined) =>
  type === undefined ? 'the channel' : channelNames[type];
