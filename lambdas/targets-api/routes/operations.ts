import * as z from 'zod';
import type { AttemptFilter } from '../../../adapters/dynamodb/audit/target-audit.ts';
import { decodeCursor, encodeCursor } from '../../../adapters/dynamodb/cursor.ts';
import { byTargetPk } from '../../../adapters/dynamodb/keys.ts';
import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import * as routes from '../../../adapters/http/routes/target-operations.ts';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { Principal } from '../../../domain/identity/principal.ts';
import type { OutboundAudit } from '../../../domain/listings/outbound-audit.ts';
import { type RecoveryDeps, recoverTarget } from '../../../domain/recovery/recover-target.ts';
import { type DeadLetters, redrive } from '../../../domain/recovery/redrive.ts';
import { type ResyncDeps, resyncTarget } from '../../../domain/recovery/resync-target.ts';
import {
  type ExternalLinks,
  type LinkedExternal,
  listExternal,
} from '../../../domain/targets/list-external.ts';
import type { TargetDeps } from '../../../domain/targets/target-deps.ts';
import { findTarget } from '../../../domain/targets/target-store.ts';

export interface OperationDeps extends TargetDeps {
  readonly resync: Omit<ResyncDeps, 'targets' | 'clock'>;
  readonly failures: RecoveryDeps['failures'];
  readonly links: ExternalLinks;
  readonly letters: DeadLetters;
  readonly audit: {
    list(
      tenant: Tenant,
      target: { readonly id: string; readonly filter: AttemptFilter },
      page: PageRequest,
    ): Promise<Page<OutboundAudit>>;
  };
  readonly traces: {
    list(tenant: Tenant, traceId: string, page: PageRequest): Promise<Page<OutboundAudit>>;
  };
}

/** The calls that look at what a target has been through, and send again. */
export function operationRoutes(deps: OperationDeps): BoundRoute[] {
  return [...resendRoutes(deps), externalRoute(deps), ...auditRoutes(deps), redriveRoute(deps)];
}

const resyncPlaceSchema = z.strictObject({
  resync_id: z.uuid(),
  after: z.uuid().optional(),
});

function resendRoutes(deps: OperationDeps): BoundRoute[] {
  return [
    bind(routes.resyncTarget, async ({ principal, params: { id }, body, trace_id }) => {
      const scope = { list: 'resync', partition: byTargetPk(principal, id) };
      const from = body.cursor && decodeCursor(scope, body.cursor, resyncPlaceSchema);
      const { next, ...result } = await resyncTarget(
        { id, from: from || undefined },
        { caller: callerOf(principal, trace_id), deps: { ...deps, ...deps.resync } },
      );
      const next_cursor = next && encodeCursor(scope, next);

      return { status: 202, body: { ...result, next_cursor } };
    }),
    bind(routes.recoverTarget, async ({ principal, params, body, trace_id }) => ({
      status: 202,
      body: await recoverTarget(
        { ...body, id: params.id },
        { caller: callerOf(principal, trace_id), deps: { ...deps, ...deps.resync } },
      ),
    })),
  ];
}

const externalPlaceSchema = z.string();

function externalRoute(deps: OperationDeps): BoundRoute {
  return bind(routes.listExternalListings, async ({ principal, params: { id }, query }) => {
    const { cursor, limit } = query;
    const scope = { list: 'external-listings', partition: byTargetPk(principal, id) };
    const place = cursor === undefined ? null : decodeCursor(scope, cursor, externalPlaceSchema);
    const { items, left_out, next, incomplete } = await listExternal(
      principal,
      { id, place, limit },
      deps,
    );

    // A row has bounded texts, so that a hundred always fit into an answer.
    return {
      status: 200,
      body: {
        items: items.map(shown),
        left_out,
        next_cursor: next && encodeCursor(scope, next),
        complete: incomplete === null,
        note: incomplete,
      },
    };
  });
}

function shown({ listing_id, listing, ...external }: LinkedExternal) {
  return { ...external, marked_listing_id: listing_id, listing };
}

function auditRoutes(deps: OperationDeps): BoundRoute[] {
  return [
    bind(routes.listTargetAudit, async ({ principal, params: { id }, query }) => {
      const { outcome: outcomes, from, to, ...page } = query;
      await findTarget(deps.targets, principal, { id });

      return {
        status: 200,
        body: await deps.audit.list(principal, { id, filter: { outcomes, from, to } }, page),
      };
    }),
    bind(routes.listTraceAudit, async ({ principal, query: { trace_id, ...page } }) => ({
      status: 200,
      body: await deps.traces.list(principal, trace_id, page),
    })),
  ];
}

function redriveRoute(deps: OperationDeps): BoundRoute {
  return bind(routes.redriveDeadLetters, async ({ principal }) => {
    const { org_id, account_id } = principal;

    return { status: 202, body: await redrive({ tenant: { org_id, account_id } }, deps) };
  });
}

function callerOf({ org_id, account_id, user_id }: Principal, trace_id: string) {
  return { tenant: { org_id, account_id }, user_id, trace_id };
}
