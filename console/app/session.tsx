import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { access } from '../http/access.ts';
import { answer, api, type Schemas } from '../http/client.ts';
import { isStatus } from '../http/problem.ts';

export type Me = Schemas['Me'];
export type Operation = keyof typeof access;

const meKey = ['me'];
const SessionContext = createContext<Me | undefined>(undefined);

/** Who asks; looked at again whenever the page comes to the front, so that a session's end is known early. */
export function useMeQuery() {
  const client = useQueryClient();
  return useQuery({
    queryKey: meKey,
    queryFn: async () => forgetOthers(client, await answer(api.GET('/api/me'))),
    refetchOnWindowFocus: 'always',
    retry: (failures, error) => failures < 2 && !isStatus(error, 401) && !isStatus(error, 403),
  });
}

/** Work goes on in the account that was chosen. */
export function useEnter(): (me: Me) => void {
  const client = useQueryClient();
  return (me) => void client.setQueryData(meKey, forgetOthers(client, me));
}

/** Drops what was read in another account, also when another tab has changed it: nothing of one is shown in the other. */
function forgetOthers(client: QueryClient, me: Me): Me {
  const before = client.getQueryData<Me>(meKey);
  if (before !== undefined && accountOf(before) !== accountOf(me))
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] });
  return me;
}

/** E.g. "demo / main". */
export const accountOf = ({ org_id, account_id }: Pick<Me, 'org_id' | 'account_id'>): string =>
  `${org_id} / ${account_id}`;

export function SessionProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <SessionContext value={me}>{children}</SessionContext>;
}

/** Who works here. Only within pages, which nobody sees without a session. */
export function useMe(): Me {
  const me = useContext(SessionContext);
  if (me === undefined) throw new Error('useMe outside of a session');
  return me;
}

/** Whether the role may make a call: what would be refused is not offered. */
export function useMay(): (operation: Operation) => boolean {
  const { role } = useMe();
  return (operation) => {
    const who: 'any' | 'open' | readonly string[] = access[operation];
    return who === 'any' || who === 'open' || who.includes(role);
  };
}

/** Looks at once whether there is still a session, e.g. after a 401. */
export function useLookAgain(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: meKey });
}

/** Where to log in, to come back to a path of this site. */
export function loginAddress(returnTo: string): string {
  return `/api/auth/login?${new URLSearchParams({ return_to: returnTo })}`;
}
