import { createBrowserRouter } from 'react-router';
import { alertRoutes } from '../alerts/routes.ts';
import { bookingRoutes } from '../bookings/routes.ts';
import { Component as Dashboard } from '../dashboard/dashboard-page.tsx';
import { inboundRoutes } from '../inbound/routes.ts';
import { listingRoutes } from '../listings/routes.ts';
import { mappingRoutes } from '../mapping/routes.ts';
import { peopleRoutes } from '../people/routes.ts';
import { runbookRoutes } from '../runbook/routes.ts';
import { targetRoutes } from '../targets/routes.ts';
import { unitRoutes } from '../units/routes.ts';
import { webhookRoutes } from '../webhook/routes.ts';
import { Broken } from './broken.tsx';
import { Loading } from './loading.tsx';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

/** Every page has an address of its own, and is loaded when it is first opened. */
export function newRouter() {
  return createBrowserRouter([
    {
      Component: Shell,
      ErrorBoundary: Broken,
      HydrateFallback: Loading,
      children: [
        {
          ErrorBoundary: Broken,
          children: [
            // With the frame: most visits begin here.
            { index: true, Component: Dashboard },
            { path: 'logged-in', lazy: () => import('./logged-in.tsx') },
            ...alertRoutes,
            ...targetRoutes,
            ...mappingRoutes,
            ...listingRoutes,
            ...unitRoutes,
            ...bookingRoutes,
            ...inboundRoutes,
            ...peopleRoutes,
            ...runbookRoutes,
            ...webhookRoutes,
            { path: '*', Component: NotFound },
          ],
        },
      ],
    },
  ]);
}
