import Box from '@cloudscape-design/components/box';
import Popover from '@cloudscape-design/components/popover';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Link } from './link.tsx';
import { Status } from './status.tsx';
import { type Alert, alertInWords } from './words/alert-words.ts';

interface AlertsProps {
  readonly targetId: string;
  readonly alerts: readonly Alert[];
}

/** How many alerts hold now; what they are, when it is opened. */
export function AlertCount({ targetId, alerts }: AlertsProps) {
  const [first] = alerts;
  if (first === undefined) return <Box color="text-status-inactive">None</Box>;
  const { type } = alertInWords(first);

  return (
    <Popover
      header={alerts.length === 1 ? 'One alert' : `${alerts.length} alerts`}
      size="large"
      content={<AlertList targetId={targetId} alerts={alerts} />}
      renderWithPortal
    >
      <Status type={type}>{alerts.length}</Status>
    </Popover>
  );
}

/** Each alert in words, and where it is seen to. */
export function AlertList({ targetId, alerts }: AlertsProps) {
  return (
    <SpaceBetween size="m">
      {alerts.map((alert) => {
        const { type, title, detail, advice, tab } = alertInWords(alert);
        return (
          <div key={alert.rule}>
            <Status type={type}>{title}</Status>
            <div>{detail}</div>
            <Box color="text-body-secondary">
              {advice}{' '}
              <Link href={`/targets/${targetId}?tab=${tab}`} ariaLabel={`${title}: see to it`}>
                See to it
              </Link>{' '}
              <Link href={`/runbook#${alert.rule}`} ariaLabel={`${title}: what it means`}>
                What it means
              </Link>
            </Box>
          </div>
        );
      })}
    </SpaceBetween>
  );
}
