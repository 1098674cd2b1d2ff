import type { RouteObject } from 'react-router';

export const bookingRoutes: RouteObject[] = [
  { path: 'bookings', lazy: () => import('./bookings-page.tsx') },
];
