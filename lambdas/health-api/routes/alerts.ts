import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import { listAlerts } from '../../../adapters/http/routes/alerts.ts';
import type { AlertList } from '../../../domain/alerts/alert-store.ts';

/** A tenant's alerts. */
export function alertRoutes({ alerts }: { readonly alerts: AlertList }): BoundRoute[] {
  return [
    bind(listAlerts, async ({ principal, query }) => {
      const { limit, cursor, acknowledged, ...filter } = query;
      const seen = acknowledged === undefined ? undefined : acknowledged === 'true';

      return {
        status: 200,
        body: await alerts.list(principal, { ...filter, acknowledged: seen }, { limit, cursor }),
      };
    }),
  ];
}
