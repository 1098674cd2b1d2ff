import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense } from 'react';
import { AlertList } from '../../common/alerts.tsx';
import type { Target } from '../../common/reading/targets.ts';
import { counted } from '../../common/words/counted.ts';
import type { TargetHealth } from '../target-queries.ts';
import { Figures } from './figures.tsx';
import { HealthHistory } from './health-history.tsx';
import { WhatNext } from './what-next.tsx';

/** Charts weigh more than all else of the page. */
const Charts = lazy(async () => ({ default: (await import('./charts.tsx')).Charts }));

export function OverviewTab({ target, health }: { target: Target; health: TargetHealth }) {
  return (
    <SpaceBetween size="l">
      <WhatNext target={target} health={health} />
      {health.alerts.length > 0 && (
        <Container
          header={<Header variant="h2">{counted(health.alerts.length, 'alert')} now</Header>}
        >
          <AlertList targetId={target.id} alerts={health.alerts} />
        </Container>
      )}
      <Figures target={target} health={health} />
      <Suspense fallback={<ChartsToCome />}>
        <Charts series={health.series} />
      </Suspense>
      <HealthHistory health={health} />
    </SpaceBetween>
  );
}

/** As high as the charts, so that what is below stays where it is. */
function ChartsToCome() {
  return (
    <Container header={<Header variant="h2">How it went</Header>}>
      <div style={{ minHeight: 336 }}>
        <Spinner /> Loading the charts
      </div>
    </Container>
  );
}
