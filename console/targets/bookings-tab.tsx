import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../app/session.tsx';
import { useAction } from '../app/use-action.ts';
import { AskFirst, Heed } from '../common/ask-first.tsx';
import { ButtonLink } from '../common/button-link.tsx';
import { Moment } from '../common/moment.tsx';
import { lookAgainIn } from '../common/reading/live.ts';
import type { Target } from '../common/reading/targets.ts';
import { Status } from '../common/status.tsx';
import { UntilLoaded } from '../common/until-loaded.tsx';
import { channelNames } from '../common/words/channel-names.ts';
import { answer, api, type Schemas } from '../http/client.ts';

type Inbound = Schemas['Inbound'];

const inboundKey = (id: string) => ['inbound', id];

/** Whether bookings come in from a channel account, how far they are known, and the switch for it. */
export function BookingsTab({ target }: { target: Target }) {
  const { id } = target;
  const query = useQuery({
    queryKey: inboundKey(id),
    queryFn: () =>
      answer(api.GET('/api/channels/targets/{id}/inbound', { params: { path: { id } } })),
    refetchInterval: ({ state }) =>
      lookAgainIn(state.data?.enabled === true && state.data.watermark === null),
  });

  return (
    <UntilLoaded query={query} what="whether bookings come in">
      {(inbound) => (
        <Container
          header={
            <Header
              variant="h2"
              description="What is booked there closes its nights here, and by that at the other channels."
              actions={<Actions target={target} inbound={inbound} />}
            >
              Bookings of this account
            </Header>
          }
        >
          <State target={target} inbound={inbound} />
        </Container>
      )}
    </UntilLoaded>
  );
}

function State({ target, inbound }: { target: Target; inbound: Inbound }) {
  const { enabled, subscription_id, webhook_url, last_event_at, watermark } = inbound;
  const channel = channelNames[target.channel_type];

  return (
    <KeyValuePairs
      columns={2}
      items={[
        {
          label: 'State',
          value: (
            <Status type={enabled ? 'success' : 'stopped'}>
              {enabled ? 'Bookings come in' : 'Switched off: nothing comes in'}
            </Status>
          ),
        },
        {
          label: `Subscription at ${channel}`,
          value: subscription_id ? `${subscription_id}, which calls ${webhook_url}` : 'None',
        },
        {
          label: `${channel} told something last`,
          value: <Moment at={last_event_at} none="Not yet" />,
        },
        {
          label: 'Everything is known that had changed by',
          value: (
            <Moment at={watermark} as="full" none={enabled ? 'Being read' : 'Was never read'} />
          ),
        },
      ]}
    />
  );
}

function Actions({ target, inbound }: { target: Target; inbound: Inbound }) {
  const may = useMay()('putInbound');

  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ButtonLink href={`/bookings?target_id=${target.id}`}>Its bookings</ButtonLink>
      <ButtonLink href={`/inbound?target_id=${target.id}`}>Its inbound log</ButtonLink>
      {may && (inbound.enabled ? <SwitchOff target={target} /> : <SwitchOn target={target} />)}
    </SpaceBetween>
  );
}

function SwitchOn({ target }: { target: Target }) {
  const action = useSwitch(target, true);

  return (
    <Button variant="primary" loading={action.isPending} onClick={() => action.mutate()}>
      Let bookings come in
    </Button>
  );
}

function SwitchOff({ target }: { target: Target }) {
  const [isAsking, setAsking] = useState(false);
  const action = useSwitch(target, false);

  return (
    <>
      <Button onClick={() => setAsking(true)}>Switch off</Button>
      {isAsking && (
        <AskFirst
          title={`Let no more bookings of ${target.name} come in?`}
          does="Switch off"
          isPending={action.isPending}
          error={action.error}
          onDo={() => action.mutate()}
          onClose={() => setAsking(false)}
        >
          <Heed>
            What is booked there from then on closes no nights here, so that others can book the
            same. What came in before keeps its nights.
          </Heed>
        </AskFirst>
      )}
    </>
  );
}

function useSwitch({ id, name }: Target, enabled: boolean) {
  return useAction({
    failure: 'Could not let bookings come in',
    run: () =>
      answer(
        api.PUT('/api/channels/targets/{id}/inbound', {
          params: { path: { id } },
          body: { enabled },
        }),
      ),
    success: () =>
      enabled
        ? `Bookings of ${name} come in. All that are to come are being read.`
        : `Bookings of ${name} do not come in any more.`,
    changes: [inboundKey(id), ['bookings'], ['inbound-audit']],
    showsItself: !enabled,
  });
}
