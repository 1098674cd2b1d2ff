import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import { listInboundAudit, reprocessInbound } from '../../../adapters/http/routes/inbound.ts';
import type { InboundRows } from '../../../domain/inbound/inbound-audit.ts';
import { type ReprocessDeps, reprocess } from '../../../domain/inbound/reprocess.ts';

export interface InboundRouteDeps extends ReprocessDeps {
  readonly rows: ReprocessDeps['rows'] & InboundRows;
}

/** The calls about what has come in. */
export function inboundRoutes(deps: InboundRouteDeps): BoundRoute[] {
  return [
    bind(listInboundAudit, async ({ principal, query: { limit, cursor, ...filter } }) => ({
      status: 200,
      body: await deps.rows.list(principal, filter, { limit, cursor }),
    })),
    bind(reprocessInbound, async ({ principal: { org_id, account_id }, params, trace_id }) => ({
      status: 202,
      body: await reprocess({ tenant: { org_id, account_id }, trace_id }, params.id, deps),
    })),
  ];
}
