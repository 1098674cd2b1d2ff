import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import { listInboundAudit } from '../../../adapters/http/routes/inbound.ts';
import type { InboundRows } from '../../../domain/inbound/inbound-audit.ts';

/** The calls about what has come in. */
export function inboundRoutes({ rows }: { readonly rows: InboundRows }): BoundRoute[] {
  return [
    bind(listInboundAudit, async ({ principal, query: { limit, cursor, ...filter } }) => ({
      status: 200,
      body: await rows.list(principal, filter, { limit, cursor }),
    })),
  ];
}
