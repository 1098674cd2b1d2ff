import { useQuery } from '@tanstack/react-query';
import { answer, api, pagesOf } from '../../http/client.ts';
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
  const unseen = { state: 'open', acknowledged: 'false' } as const;
  const pages = pagesOf((page) =>
    answer(api.GET('/api/channels/alerts', { params: { query: { ...unseen, ...page } } })),
  );
  let count = 0;
  for await (const { length } of pages) {
    count += length;
    if (count > most) return `${most}+`;
  }

  return String(count);
}
