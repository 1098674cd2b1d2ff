import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Link } from '../common/link.tsx';
import { Status } from '../common/status.tsx';
import { alertInWords, seeToIt } from '../common/words/alert-words.ts';
import { Seen, Times } from './alert-columns.tsx';
import { figureOf } from './figures.ts';
import type { AlertRecord } from './use-alerts.ts';

interface AlertDetailsProps {
  readonly alert: AlertRecord;
  /** What its channel account is called. */
  readonly account: string;
  readonly nameOf: (id: string | null) => string;
  /** Undefined where it need not, or may not, be acknowledged. */
  readonly onAcknowledge: (() => void) | undefined;
  readonly isPending: boolean;
  readonly onClose: () => void;
}

/** What an alert means, what to do about it and where, and what is on record of it. */
export function AlertDetails(props: AlertDetailsProps) {
  const { alert, onAcknowledge, isPending, onClose } = props;
  const { type, title, detail, advice } = alertInWords(alert);
  const isPast = alert.closed_at !== null;

  return (
    <Modal
      visible
      size="large"
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Close</Button>
            {onAcknowledge && (
              <Button variant="primary" loading={isPending} onClick={onAcknowledge}>
                Acknowledge
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <div>
          <Status type={isPast ? 'stopped' : type}>
            {isPast ? 'It is over: this closed by itself.' : detail}
          </Status>
          <Box>
            {!isPast && `${advice} `}
            <Link href={seeToIt(alert)}>{isPast ? 'Where it was' : 'See to it'}</Link>
          </Box>
        </div>
        <div>
          <Link href={`/runbook#${alert.rule}`}>What this means and what to do: the runbook</Link>
        </div>
        <Facts {...props} />
      </SpaceBetween>
    </Modal>
  );
}

function Facts({ alert, account, nameOf }: AlertDetailsProps) {
  const { rule, peak, threshold, message } = alert;
  const [worst, limit] = [figureOf(rule, peak), figureOf(rule, threshold)];

  return (
    <KeyValuePairs
      columns={3}
      minColumnWidth={180}
      items={[
        {
          label: 'Channel account',
          value: <Link href={`/targets/${alert.target_id}`}>{account}</Link>,
        },
        { label: 'Since', value: <Times alert={alert} /> },
        { label: 'Acknowledged by', value: <Seen alert={alert} nameOf={nameOf} /> },
        ...(worst === undefined ? [] : [{ label: 'At its worst', value: worst }]),
        ...(limit === undefined ? [] : [{ label: 'Alerts beyond', value: limit }]),
        ...(alert.closed_at === null ? [] : [{ label: 'What it said', value: message }]),
      ]}
    />
  );
}
