import type { StoredTarget } from '../targets/target.ts';
import { type QueueConsumers, type RegistryEntry, wholeList } from '../targets/target-resources.ts';
import { noteForAlerts, type WatchingDeps } from './note-for-alerts.ts';

/** Twice as long as a creation takes, whose consumer may have come after the list of them was read. */
const newForMs = 60_000;

type Consumers = Awaited<ReturnType<QueueConsumers['all']>>;

/**
 * Sees to it that the queue of each target is drained: a consumer that somebody switched off or removed is put back, whether or not the
 * target is paused, since its jobs must not pile up unseen. What fails is reported and left for the next time. None is begun after
 * `until` (epoch ms). Answers how many could not be put back.
 */
export async function keepConsumers(until: number, deps: WatchingDeps): Promise<number> {
  const consumers = await knownConsumers(deps);
  if (consumers === undefined) return 0;
  let failed = 0;
  for await (const entry of deps.registry.entries(wholeList)) {
    if (consumers.get(entry.id)?.draining === true) continue;
    if (deps.clock() > until) break;
    if (!(await keepOne(entry, consumers, deps))) failed += 1;
  }

  return failed;
}

/** Undefined when they could not be looked at. */
async function knownConsumers(deps: WatchingDeps): Promise<Consumers | undefined> {
  try {
    return await deps.consumers.all();
  } catch (error) {
    deps.report('consumers-not-looked-at', { error });
    return undefined;
  }
}

async function keepOne(
  entry: RegistryEntry,
  consumers: Consumers,
  deps: WatchingDeps,
): Promise<boolean> {
  const { id, org_id, account_id } = entry;
  try {
    const target = await deps.targets.get({ org_id, account_id }, id);
    const isNew = Date.parse(entry.registered_at) + newForMs > deps.clock();
    if (target === undefined || target.deleted_at !== null || isNew) return true;
    await putBack(target, consumers.get(id)?.id, deps);
    return true;
  } catch (error) {
    deps.report('consumer-not-put-back', { target_id: id, error });
    return false;
  }
}

async function putBack(
  target: StoredTarget,
  consumerId: string | undefined,
  deps: WatchingDeps,
): Promise<void> {
  await noteForAlerts(target, deps, (watch) => watch.found(target, 'consumer_off', 1));
  if (consumerId === undefined) await deps.consumers.attach(target, target.worker_shard);
  else await deps.consumers.enable(consumerId);
  deps.report('consumer-put-back', { target_id: target.id });
}
