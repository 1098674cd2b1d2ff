import type { RouteObject } from 'react-router';

export const unitRoutes: RouteObject[] = [
  { path: 'units', lazy: () => import('./list/units-page.tsx') },
  { path: 'units/new', lazy: () => import('./new-unit-page.tsx') },
  { path: 'units/:id', lazy: () => import('./unit-page.tsx') },
];
