import type { Route } from './route.ts';
import { alertWebhookRoutes } from './routes/alert-webhook.ts';
import { alertRoutes } from './routes/alerts.ts';
import { bookingRoutes } from './routes/bookings.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { healthRoutes } from './routes/health.ts';
import { apiKeyRoutes } from './routes/identity/api-keys.ts';
import { loginRoutes } from './routes/identity/login.ts';
import { memberRoutes } from './routes/identity/members.ts';
import { inboundRoutes } from './routes/inbound.ts';
import { listingRoutes } from './routes/listings.ts';
import { operationRoutes } from './routes/operations.ts';
import { snapshotRoutes } from './routes/snapshots.ts';
import { supplyRoutes } from './routes/supply.ts';
import { targetOperationRoutes } from './routes/target-operations.ts';
import { targetRoutes } from './routes/targets.ts';

/** The whole HTTP contract: what API Gateway routes, the functions serve and `/api/openapi.json` tells. */
export const routes: readonly Route[] = [
  ...targetRoutes,
  ...targetOperationRoutes,
  ...listingRoutes,
  ...snapshotRoutes,
  ...supplyRoutes,
  ...calendarRoutes,
  ...bookingRoutes,
  ...healthRoutes,
  ...alertRoutes,
  ...alertWebhookRoutes,
  ...inboundRoutes,
  ...loginRoutes,
  ...memberRoutes,
  ...apiKeyRoutes,
  ...operationRoutes,
];
