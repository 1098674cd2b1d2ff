import { inTurns } from '../common/in-turns.ts';
import { credentialsEnd } from '../credentials/credentials-end.ts';
import { currentBlock } from '../pacing/target-block.ts';
import { checkTarget, type HealthCheck } from '../targets/check-target.ts';
import { type SamplePorts, sampleHealth } from '../targets/health-sample.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { Part, RegistryEntry } from '../targets/target-resources.ts';
import { tearDownTarget } from '../targets/tear-down-target.ts';
import { noteForAlerts, type WatchingDeps } from './note-for-alerts.ts';
import { fromWhereItStopped, whereItStops } from './sweep-order.ts';

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

/** What it needs beyond what manages targets: to keep how they are doing, and to have them looked at. */
export interface SweepDeps extends WatchingDeps, SamplePorts {}

/** Far longer than a creation can take: an entry without a target is then what a crash left behind. */
const abandonedAfterMs = 15 * 60_000;
/** Checks wait far more than they work. */
const concurrency = 40;

/**
 * Goes through a part of the targets of all tenants: checks the active ones that are synced by API, keeps how each is doing, and removes
 * what deleted or never finished ones have left. A target that fails is reported and does not stop the others. Organisations take turns,
 * and targets that were in trouble the last time wait until the others have had theirs: nobody's slow server delays the others. None is begun
 * after `until` (epoch ms); the next round of this part begins with those that were not.
 */
export async function sweepTargets(
  { part, until }: { readonly part: Part; readonly until: number },
  deps: SweepDeps,
): Promise<SweepResult> {
  const result = { checked: 0, unhealthy: 0, torn_down: 0, failed: 0, finished: true };
  const entries: RegistryEntry[] = [];
  for await (const entry of deps.registry.entries(part)) entries.push(entry);
  const waiting = new Set<RegistryEntry>();
  const left = await inTurns(
    fromWhereItStopped(entries, await deps.registry.stops(part)),
    {
      groupOf: ({ org_id }) => org_id,
      atOnce: concurrency,
      goesOn: () => deps.clock() <= until,
    },
    (entry) => sweepOne(entry, { result, until, waiting, deps }),
  );
  if (left.length === 0) return result;
  await deps.registry.continueAt(part, whereItStops(left));

  return { ...result, finished: false };
}

interface Sweep {
  readonly until: number;
  readonly result: SweepResult;
  /** Those in trouble that have let the others go first. */
  readonly waiting: Set<RegistryEntry>;
  readonly deps: SweepDeps;
}

/** Of a target that has to wait it is said with whom. */
async function sweepOne(entry: RegistryEntry, sweep: Sweep): Promise<string | undefined> {
  const { result, until, waiting, deps } = sweep;
  try {
    const tenant = { org_id: entry.org_id, account_id: entry.account_id };
    const target = await deps.targets.get(tenant, entry.id);
    const task = whatToDo(entry, target, deps.clock());
    if (task === 'tear-down') {
      const recoverable = target !== undefined;
      const clean = await tearDownTarget(target ?? entry, { recoverable, until }, deps);
      result[clean ? 'torn_down' : 'failed'] += 1;
    } else if (target !== undefined) {
      if (task === 'check' && wasInTrouble(target) && !waiting.has(entry)) {
        waiting.add(entry);
        return 'in trouble';
      }
      await look(target, task, sweep);
    }
  } catch (error) {
    result.failed += 1;
    deps.report('target-sweep-failed', { target_id: entry.id, error });
  }

  return undefined;
}

function wasInTrouble({ health_status }: StoredTarget): boolean {
  return health_status === 'offline' || health_status === 'degraded';
}

async function look(
  target: StoredTarget,
  task: 'check' | 'leave',
  { result, deps }: Sweep,
): Promise<void> {
  const { org_id, account_id } = target;
  const caller = { tenant: { org_id, account_id } };
  const check = task === 'check' ? await checkTarget(target, { caller, deps }) : undefined;
  if (check !== undefined) result.checked += 1;
  if (check !== undefined && check.health_status !== 'healthy') result.unhealthy += 1;
  if (needsLook(target, check, deps.clock()))
    await noteForAlerts(target, deps, (watch) => watch.mark(target, 'calls'));
  await sampleHealth(target, check, deps);
}

/** Whether what the check or the row says may make an alert. */
function needsLook(target: StoredTarget, check: HealthCheck | undefined, now: number): boolean {
  return (
    (check?.health_status ?? target.health_status) === 'offline' ||
    currentBlock(target, now) !== undefined ||
    credentialsEnd(target, now) !== undefined
  );
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
