import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMay } from '../../app/session.tsx';
import { Moment } from '../../common/moment.tsx';
import { Delete } from './delete.tsx';
import type { Read } from './edit.ts';
import { EditAccount } from './edit-account.tsx';
import { Rotate } from './rotate.tsx';
import { shownAs, thresholdFields } from './thresholds/fields.ts';
import { Thresholds } from './thresholds/thresholds.tsx';

/** What can be changed of a target; to be read by who may not. */
export function SettingsTab({ read }: { read: Read }) {
  const may = useMay();
  if (!may('patchTarget')) return <ReadOnly read={read} />;

  return (
    <SpaceBetween size="l">
      <EditAccount read={read} />
      <Thresholds read={read} />
      {may('rotateCredentials') && <Rotate target={read.data} />}
      {may('deleteTarget') && <Delete target={read.data} />}
    </SpaceBetween>
  );
}

function ReadOnly({ read: { data } }: { read: Read }) {
  const { name, base_url, rate_limit_config: limit, credentials_expires_at, settings } = data;

  return (
    <Container>
      <KeyValuePairs
        columns={2}
        items={[
          { label: 'Name', value: name },
          { label: 'Base URL', value: base_url },
          {
            label: 'Rate limit',
            value: limit
              ? `${limit.max_requests} calls in ${limit.window_seconds} seconds`
              : "The channel's own",
          },
          {
            label: 'Credentials end',
            value: <Moment at={credentials_expires_at} as="full" none="Not said" />,
          },
          ...thresholdFields.map((field) => ({
            label: `Alerts: ${field.label.toLowerCase()}`,
            value: `${shownAs(field, settings.alerts?.[field.name] ?? field.usual)} ${field.unit}`,
          })),
        ]}
      />
    </Container>
  );
}
