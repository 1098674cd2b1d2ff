import type { RouteObject } from 'react-router';

export const runbookRoutes: RouteObject[] = [
  { path: 'runbook', lazy: () => import('./runbook-page.tsx') },
];
