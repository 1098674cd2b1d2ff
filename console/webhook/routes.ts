import type { RouteObject } from 'react-router';

export const webhookRoutes: RouteObject[] = [
  { path: 'alert-webhook', lazy: () => import('./webhook-page.tsx') },
];
