import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lookAgainIn } from '../../common/reading/live.ts';
import { isUnderWay } from '../../common/words/listing-words.ts';
import { answer, answerWithTag, api, type Schemas } from '../../http/client.ts';

export interface TaggedListing {
  readonly data: Schemas['Listing'];
  readonly etag: string | null;
}

/** One listing with its ETag, which changes with every write of it. */
export function useListing(id: string) {
  return useQuery({
    queryKey: ['listing', id],
    queryFn: (): Promise<TaggedListing> =>
      answerWithTag(api.GET('/api/channels/listings/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) =>
      lookAgainIn(state.data !== undefined && isUnderWay(state.data.data)),
  });
}

/** What would be sent now; read anew whenever the listing was written to. */
export function usePreview(id: string, etag: string | null) {
  return useQuery({
    queryKey: ['listing', id, 'preview', etag],
    queryFn: () =>
      answer(api.GET('/api/channels/listings/{id}/preview', { params: { path: { id } } })),
    placeholderData: keepPreviousData,
  });
}

export interface VersionPair {
  readonly from: number;
  readonly to: number;
}

/** How two versions of the unit differ for the channel. */
export function useDiff(id: string, { from, to }: VersionPair) {
  return useQuery({
    queryKey: ['listing', id, 'diff', from, to],
    queryFn: () =>
      answer(
        api.GET('/api/channels/listings/{id}/diff', {
          params: { path: { id }, query: { from, to } },
        }),
      ),
    enabled: from > 0 && to > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** How long what waits at a target takes, by its limit; undefined when it is not known or not worth telling. */
export function useWaitSeconds(
  target: Schemas['Target'] | undefined,
  isWaiting: boolean,
): number | undefined {
  const id = target?.id ?? '';
  const { data } = useQuery({
    queryKey: ['target-health', id],
    queryFn: () =>
      answer(api.GET('/api/channels/targets/{id}/health', { params: { path: { id } } })),
    enabled: target !== undefined && isWaiting,
    refetchInterval: 5_000,
  });
  const limit = target?.rate_limit_config;
  if (data === undefined || !limit || !isWaiting) return undefined;
  const seconds = (data.queue_depth * limit.window_seconds) / limit.max_requests;

  return seconds < 10 ? undefined : Math.ceil(seconds / 10) * 10;
}
