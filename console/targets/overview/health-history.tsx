import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { Moment } from '../../common/moment.tsx';
import { Status } from '../../common/status.tsx';
import type { TargetHealth } from '../target-queries.ts';

type Change = TargetHealth['health_history'][number];

const words = {
  healthy: { type: 'success', text: 'Worked' },
  degraded: { type: 'warning', text: 'Had trouble' },
  offline: { type: 'error', text: 'Was out of reach' },
} as const;

/** When the health changed in the last day. */
export function HealthHistory({ health }: { health: TargetHealth }) {
  return (
    <Table
      items={health.health_history}
      trackBy="at"
      wrapLines
      header={
        <Header
          variant="h2"
          description="When it changed in the last 24 hours, as a look every five minutes shows it."
        >
          Health
        </Header>
      }
      ariaLabels={{ tableLabel: 'Changes of health' }}
      columnDefinitions={[
        {
          id: 'at',
          header: 'Since',
          minWidth: 150,
          cell: ({ at }) => <Moment at={at} as="full" />,
        },
        { id: 'status', header: 'Health', minWidth: 150, cell: status },
        { id: 'why', header: 'Why', minWidth: 200, cell: ({ message }) => message ?? '–' },
      ]}
      empty={<Box>Nobody has looked in the last 24 hours.</Box>}
    />
  );
}

function status({ health_status }: Change) {
  const { type, text } = words[health_status];
  return <Status type={type}>{text}</Status>;
}
