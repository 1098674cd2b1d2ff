import type { DomainEvent, EventPublisher } from './domain-event.ts';
import type { Report } from './report.ts';

/**
 * Tells other domains. What happened is on record already: a bus that is down is reported, with what the event is `about`, and undoes
 * nothing.
 */
export async function tellOthers(
  event: DomainEvent,
  about: Readonly<Record<string, string>>,
  { events, report }: { readonly events: EventPublisher; readonly report: Report },
): Promise<void> {
  try {
    await events.publish([event]);
  } catch (error) {
    report('event-not-published', { name: event.name, ...about, error });
  }
}
