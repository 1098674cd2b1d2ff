import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import {
  createHold,
  deleteHold,
  getCalendar,
  putCalendar as putCalendarRoute,
} from '../../../adapters/http/routes/calendar.ts';
import type { UnitCalendarDeps } from '../../../domain/calendar/calendar-deps.ts';
import { endHold, holdNights } from '../../../domain/calendar/hold-nights.ts';
import { putCalendar } from '../../../domain/calendar/put-calendar.ts';
import { showCalendar } from '../../../domain/calendar/show-calendar.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { requireUnit } from '../../../domain/supply/require-unit.ts';

/** The calls about the nights of a unit. */
export function calendarRoutes(deps: UnitCalendarDeps): BoundRoute[] {
  return [
    bind(putCalendarRoute, async ({ body, ...request }) => ({
      status: 200,
      body: { nights: await putCalendar(callerOf(request), body.ranges, deps) },
    })),
    bind(getCalendar, async ({ query, ...request }) => {
      const unit = await requireUnit(request.principal, request.params.id, deps.units);
      return { status: 200, body: { nights: await showCalendar(unit, query, deps) } };
    }),
    bind(createHold, async ({ body, ...request }) => ({
      status: 201,
      body: await holdNights(callerOf(request), body, deps),
    })),
    bind(deleteHold, async (request) => {
      await endHold(callerOf(request), request.params.hold_id, deps);
      return { status: 204 };
    }),
  ];
}

function callerOf(request: {
  readonly principal: Tenant;
  readonly params: { readonly id: string };
  readonly trace_id: string;
}) {
  const { principal: tenant, params, trace_id } = request;

  return { tenant, unit_id: params.id, trace_id };
}
