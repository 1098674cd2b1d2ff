import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import { patchAlert } from '../../../adapters/http/routes/alerts.ts';
import { type AlertList, acknowledgeAlert } from '../../../domain/alerts/alert-store.ts';
import { type Clock, toTimestamp } from '../../../domain/common/time.ts';

/** What people do about alerts. */
export function alertRoutes(deps: {
  readonly alerts: AlertList;
  readonly clock: Clock;
}): BoundRoute[] {
  return [
    bind(patchAlert, async ({ principal, params: { id } }) => {
      const by = { user_id: principal.user_id, at: toTimestamp(deps.clock()) };

      return {
        status: 200,
        body: await acknowledgeAlert(principal, id, { alerts: deps.alerts, ...by }),
      };
    }),
  ];
}
