import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from 'react-router';
import { Health } from '../common/health.tsx';
import { Page } from '../common/page.tsx';
import type { Target } from '../common/reading/targets.ts';
import { UntilLoaded } from '../common/until-loaded.tsx';
import { Updated } from '../common/updated.tsx';
import { channelNames } from '../common/words/channel-names.ts';
import { ProgressPanel } from './progress-panel.tsx';
import { TargetActions } from './target-actions.tsx';
import { useTarget, useTargetHealth } from './target-queries.ts';
import { TargetTabs } from './target-tabs.tsx';

const above = [{ text: 'Dashboard', href: '/' }];

/** One account at a channel: how it is doing, what it sends, and what can be changed of it. */
export function Component() {
  const { id = '' } = useParams();
  const target = useTarget(id);
  const health = useTargetHealth(id);
  if (target.data === undefined)
    return (
      <Page title="Channel" above={above}>
        <UntilLoaded query={target} what="the channel">
          {() => null}
        </UntilLoaded>
      </Page>
    );

  const { data } = target.data;

  return (
    <Page
      title={data.name}
      above={above}
      description={<Description target={data} />}
      actions={<TargetActions target={data} />}
    >
      <SpaceBetween size="l">
        <div>
          <Health row={health.data ?? data} />
          <Box fontSize="body-s" color="text-body-secondary">
            <Updated query={health} />
          </Box>
        </div>
        {health.data && <ProgressPanel key={id} health={health.data} />}
        <TargetTabs read={target.data} health={health} />
      </SpaceBetween>
    </Page>
  );
}

function Description({ target }: { target: Target }) {
  return (
    <>
      {channelNames[target.channel_type]} at {target.base_url}
    </>
  );
}
