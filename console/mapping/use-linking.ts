import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLookAgain } from '../app/session.tsx';
import { answer, api } from '../http/client.ts';
import { isStatus } from '../http/problem.ts';
import { linkMany, type Progress } from './link-many.ts';
import type { Listing } from './mapping-rows.ts';

/** A unit to link: to a listing that the channel has already, or as a new one. */
export interface Wish {
  readonly unit_id: string;
  readonly external_listing_id: string | undefined;
}

export type LinkProgress = Progress<Listing>;

/** So many calls at once: the API and the channel are others' too. */
const atOnce = 4;

/** Links units to a target, and knows how each is coming along. */
export function useLinking(targetId: string) {
  const client = useQueryClient();
  const lookAgain = useLookAgain();
  const [progress, setProgress] = useState<ReadonlyMap<string, LinkProgress>>(new Map());
  const [isRunning, setRunning] = useState(false);
  const link = async (wishes: readonly Wish[]) => {
    setRunning(true);
    await linkMany({
      ...{ items: wishes, atOnce },
      run: (wish) => linkOne(targetId, wish),
      onProgress: ({ unit_id }, each) => {
        setProgress((all) => new Map(all).set(unit_id, each));
        if (each.state === 'failed' && isStatus(each.error, 401)) lookAgain();
      },
    });
    setRunning(false);
    await client.invalidateQueries({ queryKey: ['listings'] });
  };

  return { progress, isRunning, link };
}

function linkOne(target_id: string, { unit_id, external_listing_id }: Wish): Promise<Listing> {
  return answer(
    api.POST('/api/channels/listings', {
      body: {
        ...{ target_id, unit_id },
        ...(external_listing_id !== undefined && { external_listing_id }),
      },
    }),
  );
}
