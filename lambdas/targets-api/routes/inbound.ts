import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import { putInbound } from '../../../adapters/http/routes/inbound.ts';
import { type SwitchDeps, switchInbound } from '../../../domain/inbound/switch-inbound.ts';

/** The call that lets bookings come in. */
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
  ];
}
