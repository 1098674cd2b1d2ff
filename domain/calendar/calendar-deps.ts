import type { EventPublisher } from '../common/domain-event.ts';
import { NotFoundError } from '../common/errors.ts';
import type { Report } from '../common/report.ts';
import type { Tenant } from '../common/tenant.ts';
import { toTimestamp } from '../common/time.ts';
import type { Unit } from '../supply/unit.ts';
import type { CalendarDeps } from './claim-nights.ts';
import type { NightRange } from './nights.ts';

/** What operators' requests about a unit's calendar need of the outside world. */
export interface UnitCalendarDeps extends CalendarDeps {
  readonly units: { get(tenant: Tenant, id: string): Promise<Unit | undefined> };
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

/** @throws NotFoundError */
export async function requireUnit(
  { tenant, unit_id }: Pick<CalendarCaller, 'tenant' | 'unit_id'>,
  { units }: Pick<UnitCalendarDeps, 'units'>,
): Promise<Unit> {
  const unit = await units.get(tenant, unit_id);
  if (unit === undefined) throw new NotFoundError('There is no such unit.');

  return unit;
}

/** The calendar of a caller's unit, by whose it is and which. */
export function refOf({ tenant: { org_id, account_id }, unit_id }: CalendarCaller) {
  return { org_id, account_id, unit_id };
}

/** Tells other domains. The nights are written already: a bus that is down is reported and undoes nothing. */
export async function announceNights(
  caller: CalendarCaller,
  ranges: readonly NightRange[],
  { events, report, clock }: UnitCalendarDeps,
): Promise<void> {
  if (ranges.length === 0) return;
  const name = 'supply.calendar.upserted';
  const { trace_id, unit_id } = caller;
  const occurred_at = toTimestamp(clock());
  try {
    await events.publish([{ name, ...refOf(caller), ranges, trace_id, occurred_at }]);
  } catch (error) {
    report('event-not-published', { name, unit_id, error });
  }
}
