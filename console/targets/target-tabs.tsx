import Tabs from '@cloudscape-design/components/tabs';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMay } from '../app/session.tsx';
import { useParam } from '../common/reading/use-param.ts';
import { UntilLoaded } from '../common/until-loaded.tsx';
import { AgainTab } from './again/again-tab.tsx';
import { AttemptsTab } from './attempts/attempts-tab.tsx';
import { BookingsTab } from './bookings-tab.tsx';
import { ListingsTab } from './listings-tab.tsx';
import { OverviewTab } from './overview/overview-tab.tsx';
import type { Read } from './settings/edit.ts';
import { SettingsTab } from './settings/settings-tab.tsx';
import type { TargetHealth } from './target-queries.ts';
import { WaitingTab } from './waiting-tab.tsx';

interface TargetTabsProps {
  readonly read: Read;
  readonly health: UseQueryResult<TargetHealth>;
}

/** The tab is part of the page's address. */
export function TargetTabs({ read, health }: TargetTabsProps) {
  const may = useMay();
  const target = read.data;
  const [tab, setTab] = useParam('tab', 'overview', 'push');
  const withHealth = (show: (data: TargetHealth) => ReactNode) => (
    <UntilLoaded query={health} what="how the channel is doing">
      {show}
    </UntilLoaded>
  );
  const waiting = health.data?.waiting_listings.total;
  const tabs = [
    {
      ...{ id: 'overview', label: 'Overview' },
      content: withHealth((data) => <OverviewTab target={target} health={data} />),
    },
    { id: 'listings', label: 'Listings', content: <ListingsTab target={target} /> },
    {
      id: 'waiting',
      label: waiting === undefined ? 'Not in order' : `Not in order (${waiting})`,
      content: withHealth((data) => <WaitingTab target={target} health={data} />),
    },
    { id: 'attempts', label: 'Attempts', content: <AttemptsTab target={target} /> },
    { id: 'bookings', label: 'Bookings', content: <BookingsTab target={target} /> },
    ...(may('resyncTarget')
      ? [
          {
            ...{ id: 'again', label: 'Send again' },
            content: withHealth((data) => <AgainTab target={target} health={data} />),
          },
        ]
      : []),
    { id: 'settings', label: 'Settings', content: <SettingsTab read={read} /> },
  ];

  return (
    <Tabs
      tabs={tabs}
      ariaLabel={target.name}
      activeTabId={tabs.some(({ id }) => id === tab) ? tab : 'overview'}
      onChange={({ detail }) => setTab(detail.activeTabId)}
    />
  );
}
