import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useNavigate } from 'react-router';
import { api, done } from '../http/client.ts';
import { useMe } from './session.tsx';
import { type Theme, themes, useTheme } from './theme.ts';
import { useAction } from './use-action.ts';

const themeNames: Readonly<Record<Theme, string>> = {
  system: 'As the system has it',
  light: 'Light',
  dark: 'Dark',
};

/** Who works in which account, and how the console looks. */
export function TopBar() {
  const me = useMe();
  const navigate = useNavigate();
  const [theme, setTheme] = useTheme();
  const logOut = useAction({
    failure: 'Could not log out',
    run: () => done(api.POST('/api/auth/logout')),
    onDone: () => location.assign('/'),
    changes: [],
  });
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
            type: 'button',
            text: `${me.org_id} / ${me.account_id}`,
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
