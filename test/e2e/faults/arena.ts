import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../../local/api-client.ts';
import type { Cloud } from '../../../local/cloud/cloud-options.ts';
import { type StallWatch, watchStalls } from '../../support/stalls.ts';

/** One cloud for several runs side by side. */
export interface Arena {
  readonly cloud: Cloud;
  readonly client: ApiClient;
  /** Of this process, in which the receivers are. */
  readonly stalls: StallWatch;
  close(): void;
}

export async function openArena(cloud: Cloud): Promise<Arena> {
  const stalls = await watchStalls();

  return {
    cloud,
    client: new ApiClient(cloud.apiUrl, 'local-owner'),
    stalls,
    close: () => stalls.stop(),
  };
}

/** Sweeps again and again, as the schedule does every minute, until it is told to stop. */
export function keepSweeping({ cloud }: Arena, everyMs = 5_000): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const go = async () => {
    for (;;) {
      await sleep(everyMs, undefined, { signal });
      await cloud.fire('sync-sweeper');
    }
  };
  // Ends with the abort. A sweep that fails shows in what is not done in the end.
  go().catch(() => {});

  return () => stopping.abort();
}
