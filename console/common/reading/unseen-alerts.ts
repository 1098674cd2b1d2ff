import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../http/client.ts';
import { lookAgainIn } from './live.ts';

/** More than these are not counted: the number is to be seen at a glance. */
const most = 99;

/** How many alerts are open that nobody has acknowledged, e.g. "7" or "99+"; undefined until it is known. */
export function useUnseenAlerts(): string | undefined {
  return useQuery({
    queryKey: ['alerts', 'unseen'],
    queryFn: countUnseen,
    refetchInterval: lookAgainIn(false),
  }).data;
}

/** A page may be short before the end. @throws ProblemError */
async function countUnseen(): Promise<string> {
  let count = 0;
  for (let cursor: string | undefined; ; ) {
    const query = { state: 'open', acknowledged: 'false', limit: 100 } as const;
    const page = await answer(
      api.GET('/api/channels/alerts', {
        params: { query: { ...query, ...(cursor !== undefined && { cursor }) } },
      }),
    );
    count += page.items.length;
    if (count > most) return `${most}+`;
    if (page.next_cursor === null) return String(count);
    cursor = page.next_cursor;
  }
}
