import type { TargetWatch } from '../alerts/watch.ts';
import { credentialsEnd } from '../credentials/credentials-end.ts';
import { currentBlock } from '../pacing/target-block.ts';
import { checkTarget, type HealthCheck } from './check-target.ts';
import { type SamplePorts, sampleHealth } from './health-sample.ts';
import type { StoredTarget } from './target.ts';
import type { TargetDeps } from './target-deps.ts';
import type { QueueConsumers, RegistryEntry } from './target-resources.ts';
import { tearDownTarget } from './tear-down-target.ts';

/** What a sweep came to, in targets. */
export interface SweepResult {
  checked: number;
  unhealthy: number;
  torn_down: number;
  /** Left for the next sweep. */
  failed: number;
  /** False when time ran out before the last target. */
  finished: boolean;
}

/** What it needs beyond what manages targets: to keep how they are doing. */
export interface SweepDeps extends TargetDeps, SamplePorts {
  readonly watch: TargetWatch;
}

/** Far longer than a creation can take: an entry without a target is then what a crash left behind. */
const abandonedAfterMs = 15 * 60_000;
const concurrency = 10;

/**
 * Goes through the targets of all tenants: checks the active ones that are synced by API, sees to it that each one's queue is
 * drained, keeps how each is doing, and removes what deleted or never finished ones have left. A target that fails is reported and does not stop the others. No target is begun after `until` (epoch ms);
 * the next sweep begins with the first that was not.
 */
export async function sweepTargets(until: number, deps: SweepDeps): Promise<SweepResult> {
  const result = { checked: 0, unhealthy: 0, torn_down: 0, failed: 0, finished: true };
  const consumers = await knownConsumers(deps);
  const entries = deps.registry.entries()[Symbol.asyncIterator]();
  let stoppedAt: RegistryEntry | undefined;
  const worker = async () => {
    for (let next = await entries.next(); next.done !== true; next = await entries.next()) {
      if (deps.clock() > until) {
        stoppedAt ??= next.value;
        return;
      }
      await sweepOne(next.value, { result, until, consumers, deps });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (stoppedAt === undefined) return result;
  await deps.registry.continueAt(stoppedAt);

  return { ...result, finished: false };
}

type Consumers = Awaited<ReturnType<QueueConsumers['all']>>;

interface Sweep {
  readonly until: number;
  readonly result: SweepResult;
  /** Undefined when they could not be looked at. */
  readonly consumers: Consumers | undefined;
  readonly deps: SweepDeps;
}

/** Without them, targets are still checked and removed. */
async function knownConsumers(deps: TargetDeps): Promise<Consumers | undefined> {
  try {
    return await deps.consumers.all();
  } catch (error) {
    deps.report('consumers-not-looked-at', { error });
    return undefined;
  }
}

async function sweepOne(entry: RegistryEntry, sweep: Sweep): Promise<void> {
  const { result, until, deps } = sweep;
  try {
    const tenant = { org_id: entry.org_id, account_id: entry.account_id };
    const target = await deps.targets.get(tenant, entry.id);
    const task = whatToDo(entry, target, deps.clock());
    if (task === 'tear-down') {
      const recoverable = target !== undefined;
      const clean = await tearDownTarget(target ?? entry, { recoverable, until }, deps);
      result[clean ? 'torn_down' : 'failed'] += 1;
      return;
    }
    if (target === undefined) return;
    await keepDrained(target, sweep);
    const check =
      task === 'check' ? await checkTarget(target, { caller: { tenant }, deps }) : undefined;
    if (check !== undefined) result.checked += 1;
    if (check !== undefined && check.health_status !== 'healthy') result.unhealthy += 1;
    if (needsLook(target, check, deps.clock()))
      await noted(target, deps, ({ watch }) => watch.mark(target, 'calls'));
    await sampleHealth(target, check, deps);
  } catch (error) {
    result.failed += 1;
    deps.report('target-sweep-failed', { target_id: entry.id, error });
  }
}

/** A consumer that somebody switched off or removed is put back, whether or not the target is paused: its jobs must not pile up unseen. */
async function keepDrained(
  target: StoredTarget,
  { result, consumers, deps }: Sweep,
): Promise<void> {
  const consumer = consumers?.get(target.id);
  if (consumers === undefined || consumer?.draining === true) return;
  await noted(target, deps, ({ watch }) => watch.found(target, 'consumer_off', 1));
  try {
    if (consumer === undefined) await deps.consumers.attach(target, target.worker_shard);
    else await deps.consumers.enable(consumer.id);
    deps.report('consumer-put-back', { target_id: target.id });
  } catch (error) {
    result.failed += 1;
    deps.report('consumer-not-put-back', { target_id: target.id, error });
  }
}

/** Whether what the check or the row says may make an alert. */
function needsLook(target: StoredTarget, check: HealthCheck | undefined, now: number): boolean {
  return (
    (check?.health_status ?? target.health_status) === 'offline' ||
    currentBlock(target, now) !== undefined ||
    credentialsEnd(target, now) !== undefined
  );
}

/** What cannot be noted is found again by the next sweep. */
async function noted(
  target: StoredTarget,
  deps: SweepDeps,
  note: (deps: SweepDeps) => Promise<void>,
): Promise<void> {
  try {
    await note(deps);
  } catch (error) {
    deps.report('target-not-watched', { target_id: target.id, error });
  }
}

function whatToDo(
  entry: RegistryEntry,
  target: StoredTarget | undefined,
  now: number,
): 'check' | 'tear-down' | 'leave' {
  if (target === undefined) {
    const age = now - Date.parse(entry.registered_at);
    return age > abandonedAfterMs ? 'tear-down' : 'leave';
  }
  if (target.deleted_at !== null) return 'tear-down';

  return target.is_active && target.sync_mode === 'api' ? 'check' : 'leave';
}
