import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import { getInbound, putInbound } from '../../../adapters/http/routes/inbound.ts';
import {
  readInbound,
  type SwitchDeps,
  switchInbound,
} from '../../../domain/inbound/switch-inbound.ts';

/** The calls that let bookings come in, and tell whether they do. */
export function inboundRoutes(deps: SwitchDeps): BoundRoute[] {
  return [
    bind(putInbound, async ({ principal, params, body, trace_id }) => {
      const { org_id, account_id } = principal;
      const caller = { tenant: { org_id, account_id }, trace_id };
      return {
        status: 200,
        body: await switchInbound(caller, { target_id: params.id, ...body }, deps),
      };
    }),
    bind(getInbound, async ({ principal: { org_id, account_id }, params }) => ({
      status: 200,
      body: await readInbound({ org_id, account_id }, params.id, deps),
    })),
  ];
}
