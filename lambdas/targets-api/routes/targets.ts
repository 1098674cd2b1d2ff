import { type ApiResponse, type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import * as routes from '../../../adapters/http/routes/targets.ts';
import { entityTag, type Precondition } from '../../../domain/common/precondition.ts';
import type { Principal } from '../../../domain/identity/principal.ts';
import { checkTarget } from '../../../domain/targets/check-target.ts';
import { createTarget } from '../../../domain/targets/create-target.ts';
import { deleteTarget } from '../../../domain/targets/delete-target.ts';
import { rotateCredentials } from '../../../domain/targets/rotate-credentials.ts';
import { shownTarget } from '../../../domain/targets/shown-target.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import type { TargetDeps } from '../../../domain/targets/target-deps.ts';
import { findTarget } from '../../../domain/targets/target-store.ts';
import { updateTarget } from '../../../domain/targets/update-target.ts';

/** The calls under `/api/channels/targets` that make, show and change targets. */
export function targetRoutes(deps: TargetDeps): BoundRoute[] {
  return [...readingRoutes(deps), ...editingRoutes(deps), ...checkRoutes(deps)];
}

function readingRoutes(deps: TargetDeps): BoundRoute[] {
  return [
    bind(routes.listTargets, async ({ principal, query }) => {
      const { items, ...page } = await deps.targets.list(tenantOf(principal), query);
      const shownItems = items.map((each) => shownTarget(each, deps.clock()));
      return { status: 200, body: { ...page, items: shownItems } };
    }),
    bind(routes.getTarget, async ({ principal, params }) =>
      answer(200, await findTarget(deps.targets, tenantOf(principal), params), deps),
    ),
  ];
}

function editingRoutes(deps: TargetDeps): BoundRoute[] {
  return [
    bind(routes.createTarget, async (request) => {
      const target = await createTarget(request.body, callerOf(request), deps);
      const { status, body, headers } = answer(201, target, deps);
      const location = `/api/channels/targets/${target.id}`;
      return { status, body, headers: { ...headers, location } };
    }),
    bind(routes.patchTarget, async (request) => {
      const context = { caller: callerOf(request), deps };
      return answer(200, await updateTarget(wantedOf(request), request.body, context), deps);
    }),
    bind(routes.rotateCredentials, async (request) => {
      const context = { caller: callerOf(request), deps };
      const target = await rotateCredentials(wantedOf(request), request.body, context);
      return answer(200, target, deps);
    }),
    bind(routes.deleteTarget, async (request) => {
      await deleteTarget(wantedOf(request), { caller: callerOf(request), deps });
      return { status: 204 };
    }),
  ];
}

function checkRoutes(deps: TargetDeps): BoundRoute[] {
  return [
    bind(routes.checkTargetHealth, async (request) => {
      const caller = callerOf(request);
      const target = await findTarget(deps.targets, caller.tenant, request.params);
      return { status: 200, body: await checkTarget(target, { caller, deps }) };
    }),
  ];
}

/** The entity tag is the revision: it changes with what people change, not with what a health check notes. */
function answer(
  status: number,
  target: StoredTarget,
  { clock }: Pick<TargetDeps, 'clock'>,
): ApiResponse {
  return {
    status,
    body: shownTarget(target, clock()),
    headers: { etag: entityTag(target.revision) },
  };
}

function callerOf({ principal, trace_id }: { principal: Principal; trace_id: string }) {
  return { tenant: tenantOf(principal), trace_id };
}

function tenantOf({ org_id, account_id }: Principal) {
  return { org_id, account_id };
}

function wantedOf({
  params,
  precondition,
}: {
  params: { id: string };
  precondition: Precondition;
}) {
  return { id: params.id, precondition };
}
