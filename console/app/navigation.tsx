import SideNavigation from '@cloudscape-design/components/side-navigation';
import { useLocation } from 'react-router';
import { useFollow } from '../common/link.tsx';
import { useMay } from './session.tsx';

export function Navigation() {
  const may = useMay();
  const { pathname } = useLocation();
  const follow = useFollow();
  const link = (text: string, href: string) => ({ type: 'link' as const, text, href });

  return (
    <SideNavigation
      header={{ text: 'Channels', href: '/' }}
      activeHref={activeOf(pathname)}
      onFollow={follow}
      items={[
        link('Dashboard', '/'),
        link('Alerts', '/alerts'),
        link('Listings', '/listings'),
        link('Units', '/units'),
        link('Bookings', '/bookings'),
        link('Inbound log', '/inbound'),
        link('Attempts by trace', '/attempts'),
        { type: 'divider' },
        ...(may('listMembers')
          ? [
              link('Members', '/members'),
              link('API keys', '/api-keys'),
              link('Alert webhook', '/alert-webhook'),
            ]
          : []),
        link('Profile', '/profile'),
        link('Runbook', '/runbook'),
        { ...link('API reference', '/docs'), external: true },
      ]}
    />
  );
}

/** Targets are entered by the dashboard. */
function activeOf(pathname: string): string {
  const [, room = ''] = pathname.split('/');
  return room === 'targets' ? '/' : `/${room}`;
}
