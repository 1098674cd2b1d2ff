import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import * as routes from '../../../adapters/http/routes/health.ts';
import { type HealthDeps, listHealth, targetHealth } from '../../../domain/health/read-health.ts';

/** The dashboard of a tenant's targets, and of one of them. */
export function healthRoutes(deps: HealthDeps): BoundRoute[] {
  return [
    bind(routes.listHealth, async ({ principal, query }) => ({
      status: 200,
      body: await listHealth(principal, query, deps),
    })),
    bind(routes.getTargetHealth, async ({ principal, params: { id } }) => ({
      status: 200,
      body: await targetHealth(principal, id, deps),
    })),
  ];
}
