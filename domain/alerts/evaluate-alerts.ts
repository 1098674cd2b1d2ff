import type { BookingStore } from '../bookings/booking.ts';
import type { EventPublisher } from '../common/domain-event.ts';
import { inParallel } from '../common/in-parallel.ts';
import type { Report } from '../common/report.ts';
import type { Clock } from '../common/time.ts';
import { figuresOf } from '../health/dashboard-row.ts';
import { startOfLast } from '../health/minute-counts.ts';
import type { ListingStates, TargetMinutes } from '../health/read-health.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { TargetStore } from '../targets/target-store.ts';
import { type AlertChanges, alertChanges } from './alert-changes.ts';
import type { StoredAlert } from './alert-record.ts';
import type { AlertStore } from './alert-store.ts';
import { conditionsOf, type Facts, rulesOf } from './conditions.ts';
import { collisionsOf } from './double-bookings.ts';
import { nextLook } from './next-look.ts';
import { isDue, listingsAreDue, type Watched, type WatchList } from './watch.ts';

export interface EvaluateDeps {
  readonly watchList: WatchList;
  readonly targets: Pick<TargetStore, 'get'>;
  readonly minutes: TargetMinutes;
  readonly listings: Pick<ListingStates, 'ofTarget'>;
  readonly bookings: Pick<BookingStore, 'conflicts' | 'get'>;
  readonly alerts: AlertStore;
  readonly events: EventPublisher;
  readonly report: Report;
  readonly clock: Clock;
}

/** In targets; `changed`: alerts that were opened, closed or became worse. */
export interface EvaluateResult {
  watched: number;
  looked: number;
  failed: number;
  changed: number;
  told: number;
}

/** Each brings the counts of a day, and perhaps some thousand listings, into memory. */
const targetsAtOnce = 8;
const minutesOfDay = 1_440;

/**
 * Looks at the targets that are due, keeps what opens and closes, and tells it. No target is begun after `until` (epoch ms);
 * the next round finds what is left. A target that fails is reported and stops no other, and what cannot be told now is
 * told by the next round.
 */
export async function evaluateAlerts(until: number, deps: EvaluateDeps): Promise<EvaluateResult> {
  const result: EvaluateResult = { watched: 0, looked: 0, failed: 0, changed: 0, told: 0 };
  // What the round before could not tell is told first: nothing of this round may keep it waiting.
  result.told += await tellUntold(deps);
  const due: Watched[] = [];
  for await (const watched of deps.watchList.all()) {
    result.watched += 1;
    if (isDue(watched, deps.clock())) due.push(watched);
  }
  await inParallel(due, targetsAtOnce, async (watched) => {
    if (deps.clock() > until) return;
    try {
      result.changed += await lookAt(watched, deps);
      result.looked += 1;
    } catch (error) {
      result.failed += 1;
      deps.report('alerts-not-evaluated', { target_id: watched.id, error });
    }
  });
  result.told += await tellUntold(deps);

  return result;
}

/** How many alerts have changed. */
async function lookAt(watched: Watched, deps: EvaluateDeps): Promise<number> {
  const now = deps.clock();
  const [target, open] = await Promise.all([
    deps.targets.get(watched, watched.id),
    deps.alerts.openOf(watched),
  ]);
  if (target === undefined || target.deleted_at !== null)
    return endOf(watched, { open, name: target?.name ?? '' }, deps);

  const facts = await factsOf(watched, { target, open }, deps);
  const conditions = conditionsOf(facts, now);
  const changes = alertChanges(
    { target, open, conditions, looked: rulesOf(facts), ended: false },
    now,
  );
  const kept = await deps.alerts.keep(target, changes);
  const next = nextLook(facts, stillOpen(open, changes), now);
  if (next === undefined) await deps.watchList.remove(watched);
  else await deps.watchList.note(watched, next);

  return kept;
}

async function factsOf(
  watched: Watched,
  { target, open }: { readonly target: StoredTarget; readonly open: readonly StoredAlert[] },
  deps: EvaluateDeps,
): Promise<Facts> {
  const now = deps.clock();
  const isDecided = rulesOf({ listings: undefined });
  // Of alerts whose watch was lost nobody knows when their listings were looked at.
  const anew =
    watched.listings_looked_at === undefined && open.some(({ rule }) => !isDecided(rule));
  const [minutes, listings, collisions] = await Promise.all([
    deps.minutes.read(target, target.id, { from: startOfLast(minutesOfDay, now), latencies: true }),
    anew || listingsAreDue(watched, now) ? deps.listings.ofTarget(target, target.id) : undefined,
    collisionsOf(target, deps.bookings),
  ]);

  return { target, calls: figuresOf(minutes, now), listings, watched, collisions };
}

/** Nobody has to do anything about a target that is gone. */
async function endOf(
  watched: Watched,
  { open, name }: { readonly open: readonly StoredAlert[]; readonly name: string },
  deps: EvaluateDeps,
): Promise<number> {
  const seen = { target: watched, open, conditions: [], looked: () => true, ended: true };
  const kept = await deps.alerts.keep({ ...watched, name }, alertChanges(seen, deps.clock()));
  await deps.watchList.remove(watched);

  return kept;
}

function stillOpen(open: readonly StoredAlert[], { opened, kept, closed }: AlertChanges) {
  const changed = new Map([...kept, ...closed].map((alert) => [alert.id, alert]));
  const all = [...opened, ...open.map((alert) => changed.get(alert.id) ?? alert)];

  return all.filter(({ closed_at }) => closed_at === null);
}

/** Told before it is noted as told: a crash in between tells it again, with the same id. */
async function tellUntold({ alerts, events, report }: EvaluateDeps): Promise<number> {
  let told = 0;
  try {
    for (;;) {
      const untold = await alerts.untold();
      if (untold.length === 0) return told;
      await events.publish(untold);
      await alerts.told(untold);
      told += untold.length;
    }
  } catch (error) {
    report('alerts-not-told', { error });
    return told;
  }
}
