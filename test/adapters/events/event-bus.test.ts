import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { EventBus, EventsNotPublishedError } from '../../../adapters/events/event-bus.ts';
import type { DomainEvent } from '../../../domain/common/domain-event.ts';

const bridge = mockClient(EventBridgeClient);
let slept: number[];
const bus = new EventBus(
  new EventBridgeClient({ region: 'eu-central-1' }),
  'tvl-channels-dev',
  async (ms) => {
    slept.push(ms);
  },
);
const event = (target_id: string): DomainEvent => ({
  name: 'channel.target.created',
  org_id: 'demo',
  account_id: 'main',
  target_id,
  occurred_at: '2026-03-01T09:00:00.000Z',
});
const sent = () =>
  bridge
    .commandCalls(PutEventsCommand)
    .map(({ args }) =>
      (args[0].input.Entries ?? []).map(({ Detail }) => JSON.parse(Detail ?? '').target_id),
    );

beforeEach(() => {
  bridge.reset();
  slept = [];
});
afterAll(() => bridge.restore());

it('puts an event on the bus with its name as detail type', async () => {
  bridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });

  await bus.publish([event('t-1')]);

  expect(bridge.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries).toEqual([
    {
      EventBusName: 'tvl-channels-dev',
      Source: 'tvl-channels',
      DetailType: 'channel.target.created',
      Time: new Date('2026-03-01T09:00:00.000Z'),
      Detail: JSON.stringify({
        org_id: 'demo',
        account_id: 'main',
        target_id: 't-1',
        occurred_at: '2026-03-01T09:00:00.000Z',
      }),
    },
  ]);
});

it('sends at most ten at once, in order', async () => {
  bridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [] });
  const ids = Array.from({ length: 23 }, (_, index) => `t-${index}`);

  await bus.publish(ids.map(event));

  expect(sent().map((batch) => batch.length)).toEqual([10, 10, 3]);
  expect(sent().flat()).toEqual(ids);
});

it('sends only those again that were refused', async () => {
  bridge
    .on(PutEventsCommand)
    .resolvesOnce({
      FailedEntryCount: 2,
      Entries: [{ EventId: '1' }, { ErrorCode: 'Throttled' }, { ErrorCode: 'Throttled' }],
    })
    .resolvesOnce({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'Throttled' }, { EventId: '2' }] })
    .resolves({ FailedEntryCount: 0, Entries: [{ EventId: '3' }] });

  await bus.publish(['a', 'b', 'c'].map(event));

  expect(sent()).toEqual([['a', 'b', 'c'], ['b', 'c'], ['b']]);
  expect(slept).toHaveLength(2);
});

it('says how many are lost when the bus keeps refusing', async () => {
  bridge
    .on(PutEventsCommand)
    .resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] });

  await expect(bus.publish([event('t-1')])).rejects.toThrow(
    new EventsNotPublishedError('1 of 1 events: InternalFailure'),
  );
  expect(bridge.commandCalls(PutEventsCommand)).toHaveLength(4);
});
