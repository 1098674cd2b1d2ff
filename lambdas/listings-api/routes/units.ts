import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import {
  getSnapshot,
  getUnit,
  listSnapshots,
  listUnitSummaries,
  listUnits,
  putUnit as putUnitRoute,
} from '../../../adapters/http/routes/supply.ts';
import { NotFoundError } from '../../../domain/common/errors.ts';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import { entityTag } from '../../../domain/common/precondition.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { Clock } from '../../../domain/common/time.ts';
import type { UnitSummary } from '../../../domain/listings/unit-summary.ts';
import { putUnit, type UnitWriter } from '../../../domain/supply/put-unit.ts';
import { requireUnit } from '../../../domain/supply/require-unit.ts';
import type { Unit, UnitSnapshot } from '../../../domain/supply/unit.ts';

export interface UnitRoutesDeps {
  readonly units: UnitReader & UnitWriter;
  readonly clock: Clock;
}

interface UnitReader {
  get(tenant: Tenant, id: string): Promise<Unit | undefined>;
  list(tenant: Tenant, page: PageRequest): Promise<Page<Unit>>;
  listSummaries(tenant: Tenant, page: PageRequest): Promise<Page<UnitSummary>>;
  getSnapshot(tenant: Tenant, id: string, version: number): Promise<UnitSnapshot | undefined>;
  listSnapshots(tenant: Tenant, id: string, page: PageRequest): Promise<Page<UnitSnapshot>>;
}

/** The calls about units and their versions. A unit's entity tag is its version. */
export function unitRoutes(deps: UnitRoutesDeps): BoundRoute[] {
  const { units } = deps;
  const find = (tenant: Tenant, id: string) => requireUnit(tenant, id, units);

  return [
    bind(putUnitRoute, async ({ principal, params, body, precondition, trace_id }) => {
      const { unit, created } = await putUnit(
        principal,
        {
          id: params.id,
          content: body,
          precondition,
          user_id: principal.user_id,
          trace_id,
        },
        deps,
      );
      return shown(unit, created ? 201 : 200);
    }),
    bind(getUnit, async ({ principal, params }) => shown(await find(principal, params.id), 200)),
    bind(listUnits, async ({ principal, query }) => ({
      status: 200,
      body: await units.list(principal, query),
    })),
    bind(listUnitSummaries, async ({ principal, query }) => ({
      status: 200,
      body: await units.listSummaries(principal, query),
    })),
    bind(listSnapshots, async ({ principal, params, query }) => {
      const page = await units.listSnapshots(principal, params.id, query);
      if (page.items.length === 0) await find(principal, params.id);
      return { status: 200, body: page };
    }),
    bind(getSnapshot, async ({ principal, params }) => {
      const snapshot = await units.getSnapshot(principal, params.id, params.version);
      if (!snapshot) throw new NotFoundError('There is no such version of the unit.');
      return { status: 200, body: snapshot };
    }),
  ];
}

function shown(unit: Unit, status: 200 | 201) {
  return { status, body: unit, headers: { etag: entityTag(unit.version) } };
}
