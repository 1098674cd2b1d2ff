import { answer, api } from '../../http/client.ts';

/** Asks for a whole target to be sent again; tens of thousands of listings take several calls. @throws ProblemError */
export async function resyncAll(id: string): Promise<number> {
  let enqueued = 0;
  for (let cursor: string | undefined; ; ) {
    const part = await answer(
      api.POST('/api/channels/targets/{id}/resync', {
        params: { path: { id } },
        body: cursor === undefined ? {} : { cursor },
      }),
    );
    enqueued += part.enqueued;
    if (part.next_cursor === null) return enqueued;
    cursor = part.next_cursor;
  }
}

/** How long (s) so many calls take at most speed, without those of others. */
export function secondsFor(
  calls: number,
  limit: { readonly max_requests: number; readonly window_seconds: number } | null,
): number | undefined {
  return limit === null ? undefined : (calls * limit.window_seconds) / limit.max_requests;
}
