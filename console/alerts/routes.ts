import type { RouteObject } from 'react-router';

export const alertRoutes: RouteObject[] = [
  { path: 'alerts', lazy: () => import('./alerts-page.tsx') },
];
