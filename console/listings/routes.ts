import type { RouteObject } from 'react-router';

export const listingRoutes: RouteObject[] = [
  { path: 'listings', lazy: () => import('./listings-page.tsx') },
  { path: 'listings/:id', lazy: () => import('./listing/listing-page.tsx') },
  { path: 'attempts', lazy: () => import('./attempts-page.tsx') },
];
