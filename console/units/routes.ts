import type { RouteObject } from 'react-router';

export const unitRoutes: RouteObject[] = [
  { path: 'units', lazy: () => import('./units-page.tsx') },
];
