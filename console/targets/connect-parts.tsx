import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { useState } from 'react';
import { channelNames } from '../common/words/channel-names.ts';
import { notYet } from './channels.ts';
import { CredentialsFields } from './credentials-fields.tsx';
import { PlaceFields } from './place-fields.tsx';
import type { ConnectForm } from './use-connect-form.ts';

interface PartProps {
  readonly form: ConnectForm;
}

export function ChannelPart({ form }: PartProps) {
  return (
    <Container header={<Header variant="h2">Channel</Header>}>
      <SpaceBetween size="l">
        <Tiles
          ariaLabel="Channel"
          value="hostaway"
          columns={3}
          items={[
            { value: 'hostaway', label: channelNames.hostaway, description: 'By its public API.' },
            ...notYet.map((value) => ({
              ...{ value, label: channelNames[value], description: 'Not there yet.' },
              disabled: true,
            })),
          ]}
        />
        <FormField
          label="Name"
          description="What you call this account here, e.g. by brand or region."
          errorText={form.errors.name}
        >
          <Input
            value={form.account.name}
            onChange={({ detail }) => form.changeAccount({ name: detail.value })}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}

export function AccessPart({ form }: PartProps) {
  return (
    <Container
      header={
        <Header variant="h2" description="They are tried at Hostaway before anything is kept.">
          Credentials
        </Header>
      }
    >
      <CredentialsFields
        form={form.credentials}
        errors={form.errors}
        onChange={form.changeCredentials}
      />
    </Container>
  );
}

/** Rarely changed, so it is folded away until there is something wrong in it. */
export function PlacePart({ form }: PartProps) {
  const { account, errors } = form;
  const [isOpen, setOpen] = useState(false);
  const isWrong = [errors.base_url, errors.max_requests, errors.window_seconds].some(Boolean);

  return (
    <ExpandableSection
      variant="container"
      headerText="Address and rate limit"
      headerDescription={`${account.base_url}, at most ${account.max_requests} calls in ${account.window_seconds} seconds`}
      expanded={isOpen || isWrong}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      <PlaceFields form={account} errors={errors} onChange={form.changeAccount} />
    </ExpandableSection>
  );
}
