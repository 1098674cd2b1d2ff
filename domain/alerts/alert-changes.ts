import { toTimestamp, untilMs } from '../common/time.ts';
import type { AlertRule, CurrentAlert } from '../health/alert.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';
import { alertId, alertKey, type StoredAlert } from './alert-record.ts';
import { closesAfterMs } from './closing-times.ts';

/** A rule's condition that holds. `subject`: see `storedAlertSchema`; one of a target, rule and subject at most. */
export interface Condition extends CurrentAlert {
  readonly subject: string;
  readonly listing_id: string | null;
}

/** What a look at a target has shown. */
export interface Seen {
  readonly target: TargetIdentity;
  /** Its alerts that are open. */
  readonly open: readonly StoredAlert[];
  readonly conditions: readonly Condition[];
  /** Whether a rule was looked at: of others nothing is known, and their alerts stay as they are. */
  readonly looked: (rule: AlertRule) => boolean;
  /** Nothing of the target is of interest any more: what is open closes at once. */
  readonly ended: boolean;
}

/** How the kept alerts change: each has its revision raised by one, an opened one has none before. */
export interface AlertChanges {
  readonly opened: readonly StoredAlert[];
  /** Still open; only those with something new to keep. */
  readonly kept: readonly StoredAlert[];
  readonly closed: readonly StoredAlert[];
}

/** That an alert still holds is written down so often (ms): not with every look. */
const seenEveryMs = 5 * 60_000;

/**
 * What opens, goes on and closes by what holds at `now` (epoch ms). An alert opens as soon as its condition holds, and closes
 * once that has not held for the time its rule says.
 */
export function alertChanges(seen: Seen, now: number): AlertChanges {
  const open = new Map(seen.open.map((alert) => [alertKey(alert), alert]));
  const holding = new Map(seen.conditions.map((condition) => [alertKey(condition), condition]));
  const opened = [...holding]
    .filter(([key]) => !open.has(key))
    .map(([, condition]) => opening(seen.target, condition, now));
  const kept: StoredAlert[] = [];
  const closed: StoredAlert[] = [];
  for (const [key, alert] of open) {
    const condition = holding.get(key);
    if (condition !== undefined) kept.push(...goingOn(alert, condition, now));
    else if (seen.ended) closed.push(closing(alert, now));
    else if (seen.looked(alert.rule)) {
      if (now >= closesAt(alert, now)) closed.push(closing(alert, now));
      else if (alert.quiet_since === null) kept.push(changed(alert, { quiet_since: now }));
    }
  }

  return { opened, kept, closed };
}

/** When an alert closes that does not hold any more (epoch ms). */
export function closesAt({ rule, quiet_since }: StoredAlert, now: number): number {
  return (quiet_since === null ? now : untilMs(quiet_since)) + closesAfterMs[rule];
}

function opening(
  { org_id, account_id, id: target_id }: TargetIdentity,
  { rule, message, value, threshold, subject, listing_id }: Condition,
  now: number,
): StoredAlert {
  const at = toTimestamp(now);

  return {
    id: alertId(target_id, alertKey({ rule, subject }), now),
    ...{ org_id, account_id, target_id, listing_id, rule, subject, message, value, threshold },
    peak: value,
    opened_at: at,
    last_seen_at: at,
    closed_at: null,
    acknowledged_at: null,
    acknowledged_by: null,
    quiet_since: null,
    revision: 1,
  };
}

function goingOn(alert: StoredAlert, condition: Condition, now: number): StoredAlert[] {
  const { message, value, threshold } = condition;
  const peak = worse(alert, value);
  const isNews =
    peak !== alert.peak ||
    alert.quiet_since !== null ||
    now - Date.parse(alert.last_seen_at) >= seenEveryMs;
  if (!isNews) return [];
  const seen = { message, value, threshold, peak, last_seen_at: toTimestamp(now) };

  return [{ ...alert, ...seen, quiet_since: null, revision: alert.revision + 1 }];
}

/** Days that are left get worse as they get fewer; all else as it grows. */
function worse({ rule, peak }: StoredAlert, value: number | null): number | null {
  if (peak === null || value === null) return value ?? peak;
  const fewer = rule === 'credentials_expire' || rule === 'credentials_expired';

  return fewer ? Math.min(peak, value) : Math.max(peak, value);
}

function closing(alert: StoredAlert, now: number): StoredAlert {
  return { ...alert, closed_at: toTimestamp(now), revision: alert.revision + 1 };
}

function changed(alert: StoredAlert, { quiet_since }: { quiet_since: number }): StoredAlert {
  return { ...alert, quiet_since: toTimestamp(quiet_since), revision: alert.revision + 1 };
}
