import type { TargetWatch } from '../alerts/watch.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { TargetDeps } from '../targets/target-deps.ts';

export interface WatchingDeps extends TargetDeps {
  readonly watch: TargetWatch;
}

/** Tells alerts of a target. What cannot be noted is found again by the next round, and stands in nothing's way. */
export async function noteForAlerts(
  target: StoredTarget,
  { watch, report }: WatchingDeps,
  note: (watch: TargetWatch) => Promise<void>,
): Promise<void> {
  try {
    await note(watch);
  } catch (error) {
    report('target-not-watched', { target_id: target.id, error });
  }
}
