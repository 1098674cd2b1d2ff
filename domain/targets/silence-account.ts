import { announce, type TargetDeps } from './target-deps.ts';
import type { TargetIdentity } from './target-resources.ts';

/**
 * 429: nobody who shares the account calls it before `until` (epoch ms), with a start that is reserved already neither. `asking` is left to
 * the caller.
 */
export async function silenceAccount(
  window_key: string,
  until: number,
  { asking, deps }: { readonly asking: TargetIdentity | undefined; readonly deps: TargetDeps },
): Promise<void> {
  const sharers = await deps.windows.block(window_key, until);
  const error_message = 'the channel answered 429: too many requests';
  const others = sharers.filter(({ id }) => id !== asking?.id);
  await Promise.all(
    others.map(async (target) => {
      const block = { until, reason: 'rate_limited', message: error_message } as const;
      const change = await deps.targets.block(target, target.id, block);
      if (change === 'blocked')
        await announce('channel.target.blocked', target, {
          caller: { tenant: target },
          deps,
          error_message,
        });
    }),
  );
}
