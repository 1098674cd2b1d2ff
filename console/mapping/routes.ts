import type { RouteObject } from 'react-router';

export const mappingRoutes: RouteObject[] = [
  { path: 'targets/:id/mapping', lazy: () => import('./mapping-page.tsx') },
];
