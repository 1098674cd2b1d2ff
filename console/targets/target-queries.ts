import { useQuery } from '@tanstack/react-query';
import { lookAgainIn } from '../common/reading/live.ts';
import { isUnderWay } from '../common/reading/progress.ts';
import { answer, answerWithTag, api, type Schemas } from '../http/client.ts';

export type TargetHealth = Schemas['TargetHealth'];

/** A target, and the ETag that a change of it names. */
export function useTarget(id: string) {
  return useQuery({
    queryKey: ['target', id],
    queryFn: () => readTarget(id),
    refetchInterval: lookAgainIn(false),
  });
}

export function readTarget(id: string) {
  return answerWithTag(api.GET('/api/channels/targets/{id}', { params: { path: { id } } }));
}

/** How it is doing: soon anew while listings are being sent. */
export function useTargetHealth(id: string) {
  return useQuery({
    queryKey: ['target-health', id],
    queryFn: () =>
      answer(api.GET('/api/channels/targets/{id}/health', { params: { path: { id } } })),
    refetchInterval: ({ state }) => lookAgainIn(state.data !== undefined && isUnderWay(state.data)),
  });
}
