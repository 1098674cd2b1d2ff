import { type ApiResponse, type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import * as routes from '../../../adapters/http/routes/targets.ts';
import { checkTarget } from '../../../domain/channels/check-target.ts';
import { createTarget } from '../../../domain/channels/create-target.ts';
import { deleteTarget } from '../../../domain/channels/delete-target.ts';
import { rotateCredentials } from '../../../domain/channels/rotate-credentials.ts';
import { type StoredTarget, toTarget } from '../../../domain/channels/target.ts';
import type { TargetDeps } from '../../../domain/channels/target-deps.ts';
import { findTarget } from '../../../domain/channels/target-store.ts';
import { updateTarget } from '../../../domain/channels/update-target.ts';
import type { Principal } from '../../../domain/identity/principal.ts';
import { entityTag, type Precondition } from '../../../domain/precondition.ts';

/** The calls under `/api/channels/targets` that make, show and change targets. */
export function targetRoutes(deps: TargetDeps): BoundRoute[] {
  return [...readingRoutes(deps), ...editingRoutes(deps), ...checkRoutes(deps)];
}

function readingRoutes(deps: TargetDeps): BoundRoute[] {
  return [
    bind(routes.listTargets, async ({ principal, query }) => {
      const { items, next_cursor } = await deps.targets.list(tenantOf(principal), query);
      return { status: 200, body: { items: items.map(toTarget), next_cursor } };
    }),
    bind(routes.getTarget, async ({ principal, params }) =>
      shown(200, await findTarget(deps.targets, tenantOf(principal), params)),
    ),
  ];
}

function editingRoutes(deps: TargetDeps): BoundRoute[] {
  return [
    bind(routes.createTarget, async (request) => {
      const target = await createTarget(request.body, callerOf(request), deps);
      return shown(201, target, { location: `/api/channels/targets/${target.id}` });
    }),
    bind(routes.patchTarget, async (request) => {
      const context = { caller: callerOf(request), deps };
      return shown(200, await updateTarget(wantedOf(request), request.body, context));
    }),
    bind(routes.rotateCredentials, async (request) => {
      const context = { caller: callerOf(request), deps };
      return shown(200, await rotateCredentials(wantedOf(request), request.body, context));
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
function shown(
  status: number,
  target: StoredTarget,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return {
    status,
    body: toTarget(target),
    headers: { etag: entityTag(target.revision), ...headers },
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
