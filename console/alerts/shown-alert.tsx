import Alert from '@cloudscape-design/components/alert';
import { Link } from '../common/link.tsx';
import { useParam } from '../common/reading/use-param.ts';
import type { AccountOf } from './alert-columns.tsx';
import { AlertDetails } from './alert-details.tsx';
import type { useAcknowledge } from './use-acknowledge.ts';
import type { AlertRecord } from './use-alerts.ts';

interface ShownAlertProps {
  readonly state: 'open' | 'past';
  readonly alerts: readonly AlertRecord[];
  readonly isComplete: boolean;
  readonly accountOf: AccountOf;
  readonly nameOf: (id: string | null) => string;
  /** For who may. */
  readonly acknowledge: ReturnType<typeof useAcknowledge> | undefined;
}

/** The alert that the address names. A link may be older than the alert's end. */
export function ShownAlert(props: ShownAlertProps) {
  const { state, alerts, isComplete, accountOf, nameOf, acknowledge } = props;
  const [id, setId] = useParam('alert');
  const alert = alerts.find((each) => each.id === id);
  if (id === '' || (alert === undefined && !isComplete)) return null;
  if (alert === undefined)
    return (
      <Alert type="info" dismissible onDismiss={() => setId('')}>
        The alert that was asked for is not among these.{' '}
        {state === 'open' && (
          <Link href={`/alerts?state=past&alert=${id}`}>It may have closed: look at past ones</Link>
        )}
      </Alert>
    );

  return (
    <AlertDetails
      alert={alert}
      account={accountOf(alert)}
      nameOf={nameOf}
      isPending={acknowledge?.isPending ?? false}
      onAcknowledge={
        acknowledge && alert.acknowledged_at === null
          ? () => acknowledge.mutate([alert])
          : undefined
      }
      onClose={() => setId('')}
    />
  );
}
