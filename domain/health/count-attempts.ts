import type { TargetWatch, Trouble } from '../alerts/watch.ts';
import { PermanentError } from '../common/errors.ts';
import type { Report } from '../common/report.ts';
import type { Tenant } from '../common/tenant.ts';
import { workByGroup } from '../common/work-by-group.ts';
import type { JobEnding } from '../sync/sync-deps.ts';
import { slowCallMs } from '../targets/target.ts';
import type { AttemptCounts } from './minute-counts.ts';

/** An attempt that has ended, as its audit row says: what there is to count of it. */
export interface EndedAttempt extends Tenant {
  /** Of the audit row, a UUID. */
  readonly id: string;
  readonly target_id: string;
  readonly outcome: keyof AttemptCounts;
  /** ISO 8601 in UTC. */
  readonly completed_at: string;
  /** Null of an abandoned one. */
  readonly duration_ms: number | null;
  /** Null where no answer came. */
  readonly http_status: number | null;
  /** How its job has ended, if it has with this attempt. */
  readonly ending?: JobEnding | undefined;
}

/** One or more attempts at one target that ended in one minute. */
export type AttemptsOfMinute = readonly [EndedAttempt, ...EndedAttempt[]];

export interface CountDeps {
  /** Adds those that were not added before. @throws PermanentError when the minute's counts are not to be used */
  readonly add: (attempts: AttemptsOfMinute) => Promise<void>;
  /** Has a target looked at in which something was met. */
  readonly watch: Pick<TargetWatch, 'mark'>;
  readonly report: Report;
}

/** `failed`: perhaps not all are counted, and to count them again does no harm. `hopeless`: so it will stay. */
export type Counted = 'counted' | 'failed' | 'hopeless';

const minutesAtOnce = 16;

/** Counts attempts by target and minute: one write for all that belong together. What became of each, in their order. */
export async function countAttempts(
  attempts: readonly EndedAttempt[],
  deps: CountDeps,
): Promise<Counted[]> {
  return workByGroup(attempts, { groupOf: minuteOf, atOnce: minutesAtOnce }, (minute) =>
    countMinute(minute, deps),
  );
}

/** `2026-11-25T02:51`, with whose it is. */
function minuteOf({ org_id, account_id, target_id, completed_at }: EndedAttempt): string {
  return [org_id, account_id, target_id, completed_at.slice(0, 'yyyy-mm-ddThh:mm'.length)].join();
}

async function countMinute(
  minute: AttemptsOfMinute,
  { add, watch, report }: CountDeps,
): Promise<Counted> {
  const { org_id, account_id, target_id: id, completed_at } = minute[0];
  try {
    await add(minute);
    const trouble = troubleOf(minute);
    if (trouble !== undefined) await watch.mark({ org_id, account_id, id }, trouble);
    return 'counted';
  } catch (error) {
    report('attempts-not-counted', { target_id: id, completed_at, error });
    return error instanceof PermanentError ? 'hopeless' : 'failed';
  }
}

/** What may make a rule hold. Attempts that went well and fast do not, however many they are. */
function troubleOf(attempts: AttemptsOfMinute): Trouble | undefined {
  if (attempts.some(({ outcome }) => outcome === 'failed' || outcome === 'abandoned'))
    return 'listings';
  const isMet = attempts.some(
    ({ outcome, duration_ms }) => outcome === 'rate_limited' || (duration_ms ?? 0) > slowCallMs,
  );

  return isMet ? 'calls' : undefined;
}
