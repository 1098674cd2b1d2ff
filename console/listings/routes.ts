import type { RouteObject } from 'react-router';

export const listingRoutes: RouteObject[] = [
  { path: 'listings/:id', lazy: () => import('./listing/listing-page.tsx') },
];
