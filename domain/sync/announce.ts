import type { Trouble } from '../alerts/watch.ts';
import type { DomainEvent, DomainEventName } from '../common/domain-event.ts';
import type { SyncDeps } from './sync-deps.ts';

/** What may make an alert of a target. */
const troubles: ReadonlyMap<DomainEventName, Trouble> = new Map([
  ['channel.listing.failed', 'listings'],
  ['channel.target.blocked', 'calls'],
]);

/**
 * Tells other domains what happened, and has the targets looked at in which something went wrong. That it happened is on record
 * already, so trouble here must not repeat the calls.
 */
export async function announce(
  deps: Pick<SyncDeps, 'events' | 'report' | 'watch'>,
  events: readonly DomainEvent[],
): Promise<void> {
  const { report } = deps;
  const reported = (event: string, work: Promise<unknown>) =>
    work.catch((error) => report.trouble(event, { error, count: events.length }));
  if (events.length === 0) return;

  await Promise.all([
    reported('targets-not-watched', haveLookedAt(events, deps)),
    reported('events-not-published', deps.events.publish(events)),
  ]);
}

/** Once for each target and kind of trouble. */
async function haveLookedAt(
  events: readonly DomainEvent[],
  { watch }: Pick<SyncDeps, 'watch'>,
): Promise<void> {
  const met = new Map<string, () => Promise<void>>();
  for (const { name, target_id: id, org_id, account_id } of events) {
    const trouble = troubles.get(name);
    if (trouble !== undefined && id !== undefined)
      met.set(`${id} ${trouble}`, () => watch.mark({ org_id, account_id, id }, trouble));
  }
  await Promise.all([...met.values()].map((mark) => mark()));
}
