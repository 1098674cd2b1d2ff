import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Link } from '../link.tsx';
import { Moment } from '../moment.tsx';
import { Status } from '../status.tsx';
import { milliseconds } from '../words/time.ts';
import { type Attempt, operationWords, outcomeWords } from './attempt-words.ts';
import { Excerpt } from './excerpt.tsx';

interface AttemptDetailsProps {
  readonly attempt: Attempt;
  /** As the channel calls itself. */
  readonly channel?: string | undefined;
  readonly askedBy: string;
  readonly onClose: () => void;
}

/** All that is known of one attempt. */
export function AttemptDetails({ attempt, channel, askedBy, onClose }: AttemptDetailsProps) {
  return (
    <Modal
      visible
      size="large"
      header={operationWords(attempt)}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button onClick={onClose}>Close</Button>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <Outcome attempt={attempt} channel={channel} />
        <Facts attempt={attempt} askedBy={askedBy} />
        <Excerpt title="What was sent" text={attempt.request_excerpt} />
        <Excerpt title="What was answered" text={attempt.response_excerpt} />
      </SpaceBetween>
    </Modal>
  );
}

export function Outcome({ attempt, channel }: Pick<AttemptDetailsProps, 'attempt' | 'channel'>) {
  const { type, text } = outcomeWords(attempt, channel);
  return <Status type={type}>{text}</Status>;
}

function Facts({ attempt, askedBy }: Pick<AttemptDetailsProps, 'attempt' | 'askedBy'>) {
  const { started_at, duration_ms, http_status, retry_attempt, unit_version, trace_id } = attempt;

  return (
    <KeyValuePairs
      columns={3}
      minColumnWidth={180}
      items={[
        { label: 'Began', value: <Moment at={started_at} as="full" /> },
        { label: 'Took', value: duration_ms === null ? '–' : milliseconds(duration_ms) },
        { label: 'Asked for by', value: askedBy },
        { label: 'Answer', value: http_status === null ? 'None' : `HTTP ${http_status}` },
        { label: 'Version of the unit', value: unit_version },
        { label: 'Try', value: retry_attempt + 1 },
        {
          label: 'Trace',
          value: (
            <>
              <CopyToClipboard
                variant="inline"
                textToCopy={trace_id}
                copyButtonAriaLabel="Copy the trace id"
                copySuccessText="Copied"
                copyErrorText="Could not be copied"
              />{' '}
              <Link href={`/attempts?trace=${trace_id}`}>all of this trace</Link>
            </>
          ),
        },
      ]}
    />
  );
}
