import type { Route } from './route.ts';
import { listingRoutes } from './routes/listings.ts';
import { operationRoutes } from './routes/operations.ts';
import { supplyRoutes } from './routes/supply.ts';
import { targetRoutes } from './routes/targets.ts';

/** The whole HTTP contract: what API Gateway routes, the functions serve and `/api/openapi.json` tells. */
export const routes: readonly Route[] = [
  ...targetRoutes,
  ...listingRoutes,
  ...supplyRoutes,
  ...operationRoutes,
];
