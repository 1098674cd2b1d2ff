import type { EventPublisher } from '../common/domain-event.ts';
import type { Report } from '../common/report.ts';
import { tellOthers } from '../common/tell-others.ts';
import type { Tenant } from '../common/tenant.ts';
import { toTimestamp } from '../common/time.ts';
import type { UnitsById } from '../supply/require-unit.ts';
import type { CalendarWriter, UnitRef } from './calendar-store.ts';
import type { CalendarDeps } from './claim-nights.ts';
import type { NightRange } from './nights.ts';

/** What operators' requests about a unit's calendar need of the outside world. */
export interface UnitCalendarDeps extends CalendarDeps {
  readonly units: UnitsById;
  readonly events: EventPublisher;
  /** A new random UUID. */
  readonly newId: () => string;
  readonly report: Report;
}

/** Whose unit it is, and the W3C trace id of the request. */
export interface CalendarCaller {
  readonly tenant: Tenant;
  readonly unit_id: string;
  readonly trace_id: string;
}

/** A unit's calendar, by whose it is and which: of a tenant who may be more than that, such as a principal, no more than that. */
export function refOf({
  tenant: { org_id, account_id },
  unit_id,
}: Pick<CalendarCaller, 'tenant' | 'unit_id'>): UnitRef {
  return { org_id, account_id, unit_id };
}

/** The same for who writes it. */
export function writerOf(caller: CalendarCaller): CalendarWriter {
  return { ...refOf(caller), trace_id: caller.trace_id };
}

/** Tells other domains which nights are not as before, if there are any. */
export async function announceNights(
  caller: CalendarCaller,
  ranges: readonly NightRange[],
  deps: Pick<UnitCalendarDeps, 'clock' | 'events' | 'report'>,
): Promise<void> {
  if (ranges.length === 0) return;
  const occurred_at = toTimestamp(deps.clock());
  const of = { ...writerOf(caller), ranges, occurred_at };
  const { unit_id } = caller;
  await tellOthers({ name: 'supply.calendar.upserted', ...of }, { unit_id }, deps);
}
