import { useQuery } from '@tanstack/react-query';
import { useMay, useMe } from '../../app/session.tsx';
import { allPages, answer, api } from '../../http/client.ts';

/** What to call who asked for something; a role that may not see the members has itself only. */
export function useNameOf(): (id: string | null) => string {
  const me = useMe();
  const may = useMay();
  const members = useQuery({
    queryKey: ['members'],
    queryFn: () => allPages((query) => answer(api.GET('/api/members', { params: { query } }))),
    enabled: may('listMembers'),
    staleTime: 60_000,
  });
  const keys = useQuery({
    queryKey: ['api-keys'],
    queryFn: () => allPages((query) => answer(api.GET('/api/api-keys', { params: { query } }))),
    enabled: may('listApiKeys'),
    staleTime: 60_000,
  });

  return (id) => {
    if (id === null) return 'By itself';
    if (id === me.user_id) return 'You';
    const person = members.data?.find(({ user_id }) => user_id === id)?.email;
    const key = keys.data?.find(({ user_id }) => user_id === id)?.name;
    return person ?? (key === undefined ? 'Somebody else' : `API key ${key}`);
  };
}
