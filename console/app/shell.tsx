import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar';
import { useEffect } from 'react';
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { ProblemAlert } from '../common/problem-alert.tsx';
import { isStatus } from '../http/problem.ts';
import { Loading } from './loading.tsx';
import { Navigation } from './navigation.tsx';
import { NoticesBar, NoticesProvider } from './notices.tsx';
import { accountOf, loginAddress, SessionProvider, useMe, useMeQuery } from './session.tsx';
import { SessionEnded } from './session-ended.tsx';
import { useShownTheme } from './theme.ts';
import { TopBar } from './top-bar.tsx';

/** What surrounds every page, for who has a session. Without one the login comes first, and leads back. */
export function Shell() {
  const query = useMeQuery();
  useShownTheme();
  const { pathname, search } = useLocation();
  const isStranger = query.data === undefined && isStatus(query.error, 401);
  useEffect(() => {
    if (isStranger) location.replace(loginAddress(pathname + search));
  }, [isStranger, pathname, search]);

  if (query.data !== undefined)
    return (
      <SessionProvider me={query.data}>
        <NoticesProvider>
          <Layout />
          {isStatus(query.error, 401) && <SessionEnded />}
        </NoticesProvider>
      </SessionProvider>
    );
  if (query.error && !isStranger)
    return (
      <ProblemAlert
        what="You cannot work here"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  return <Loading />;
}

function Layout() {
  const isLoading = useNavigation().state === 'loading';
  const account = accountOf(useMe());

  return (
    <>
      <TopBar />
      <AppLayoutToolbar
        headerSelector="#top"
        navigation={<Navigation />}
        notifications={<NoticesBar />}
        toolsHide
        stickyNotifications
        content={
          // A page of one account does not become one of another.
          <div key={account} aria-busy={isLoading}>
            <Outlet />
          </div>
        }
      />
      <ScrollRestoration />
    </>
  );
}
