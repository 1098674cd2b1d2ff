import { inParallel } from '../common/in-parallel.ts';
import type { CatchUpDeps } from './catch-up.ts';
import { catchUp } from './catch-up.ts';
import { type EventJob, groupOf, type InboundFate, type InboundMessage } from './inbound-job.ts';
import { type InboundDeps, processEvent } from './process-event.ts';

/** Each waits for a channel most of the time. */
const groupsAtOnce = 5;

/**
 * Works off a batch of the queue: what belongs together in its order, and side by side what does not. Behind a message that has to
 * wait its group waits too. What is still to be looked at by a message's id; a group that breaks is left to the queue (`broken`).
 */
export async function workOffInbound(
  messages: readonly InboundMessage[],
  deps: InboundDeps & CatchUpDeps,
): Promise<ReadonlyMap<string, InboundFate | 'broken'>> {
  const fates = new Map<string, InboundFate | 'broken'>();
  const groups = [...Map.groupBy(messages, ({ job }) => groupOf(job)).values()];
  await inParallel(groups, groupsAtOnce, async (group) => {
    let fate: InboundFate | 'broken' = { done: true };
    for (const message of group) {
      if (fate !== 'broken' && fate.done) fate = await workOff(message, deps);
      fates.set(message.id, fate);
    }
  });

  return fates;
}

async function workOff(
  message: InboundMessage,
  deps: InboundDeps & CatchUpDeps,
): Promise<InboundFate | 'broken'> {
  try {
    return isOfEvent(message) ? await processEvent(message, deps) : await catchUp(message, deps);
  } catch (error) {
    const { kind, target_id } = message.job;
    deps.report('inbound-job-broken', { kind, target_id, error });
    return 'broken';
  }
}

function isOfEvent(
  message: InboundMessage,
): message is InboundMessage & { readonly job: EventJob } {
  return message.job.kind === 'event';
}
