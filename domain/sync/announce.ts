import type { DomainEvent } from '../common/domain-event.ts';
import type { SyncDeps } from './sync-deps.ts';

/** Tells other domains what happened. That it happened is on record already, so trouble here must not repeat the calls. */
export async function announce(
  deps: Pick<SyncDeps, 'events' | 'report'>,
  events: readonly DomainEvent[],
): Promise<void> {
  try {
    if (events.length > 0) await deps.events.publish(events);
  } catch (error) {
    deps.report.trouble('events-not-published', { error, count: events.length });
  }
}
