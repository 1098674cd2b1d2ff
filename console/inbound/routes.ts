import type { RouteObject } from 'react-router';

export const inboundRoutes: RouteObject[] = [
  { path: 'inbound', lazy: () => import('./inbound-page.tsx') },
];
