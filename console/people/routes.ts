import type { RouteObject } from 'react-router';

export const peopleRoutes: RouteObject[] = [
  { path: 'members', lazy: () => import('./members-page.tsx') },
  { path: 'api-keys', lazy: () => import('./api-keys-page.tsx') },
  { path: 'profile', lazy: () => import('./profile-page.tsx') },
];
