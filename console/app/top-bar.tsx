import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useNavigate } from 'react-router';
import { useUnseenAlerts } from '../common/reading/unseen-alerts.ts';
import { accountOf, useMe } from './session.tsx';
import { themeNames, themes, useTheme } from './theme.ts';
import { useLogOut } from './use-log-out.ts';

/** What is wrong, who works in which account, and how the console looks. */
export function TopBar() {
  const me = useMe();
  const navigate = useNavigate();
  const [theme, setTheme] = useTheme();
  const logOut = useLogOut();
  const unseen = useUnseenAlerts();
  const choose = (id: string) => {
    const chosen = themes.find((each) => each === id);
    if (chosen !== undefined) setTheme(chosen);
    else if (id === 'logout') logOut.mutate();
    else void navigate('/profile');
  };

  return (
    <div id="top">
      <TopNavigation
        identity={{
          href: '/',
          title: 'tvl-channels',
          onFollow: (event) => {
            event.preventDefault();
            void navigate('/');
          },
        }}
        utilities={[
          {
            ...{ type: 'button', iconName: 'notification', href: '/alerts' },
            ...{ disableTextCollapse: true, disableUtilityCollapse: true },
            text: unseen ?? '',
            title: 'Alerts',
            ariaLabel: bellWords(unseen),
            onClick: (event) => {
              event.preventDefault();
              void navigate('/alerts');
            },
          },
          {
            type: 'button',
            text: accountOf(me),
            title: 'The account you work in',
            onClick: () => void navigate('/profile'),
          },
          {
            type: 'menu-dropdown',
            text: me.email ?? 'API key',
            description: me.role,
            iconName: 'user-profile',
            onItemClick: ({ detail }) => choose(detail.id),
            items: [
              { id: 'profile', text: 'Profile and accounts' },
              {
                id: 'theme',
                text: 'Appearance',
                items: themes.map((id) => ({
                  ...{ id, text: themeNames[id], itemType: 'checkbox' as const },
                  checked: id === theme,
                })),
              },
              { id: 'logout', text: 'Log out' },
            ],
          },
        ]}
      />
    </div>
  );
}

function bellWords(unseen: string | undefined): string {
  return unseen === undefined ? 'Alerts' : `Alerts: ${unseen} open that nobody has acknowledged`;
}
