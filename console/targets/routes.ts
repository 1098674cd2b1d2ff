import type { RouteObject } from 'react-router';

export const targetRoutes: readonly RouteObject[] = [
  { path: 'targets/new', lazy: () => import('./connect-page.tsx') },
  { path: 'targets/:id', lazy: () => import('./target-page.tsx') },
];
