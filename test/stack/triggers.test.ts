import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { eventPattern, type Matches } from '../../local/cloud/events/event-pattern.ts';
import { aTarget } from '../builders/target.ts';
import { flatten } from './flatten.ts';
import { functionOf, type Resource, resourcesOf, templatesOf } from './synthesise.ts';

const dev = templatesOf('dev').channels;
const prod = templatesOf('prod').channels;

function queue(name: string): Resource['Properties'] {
  return resourcesOf(dev, 'AWS::SQS::Queue').find(
    ({ Properties }) => Properties.QueueName === `tvl-channels-dev-${name}`,
  )?.Properties;
}

const mappings = resourcesOf(dev, 'AWS::Lambda::EventSourceMapping').map(({ Properties }) =>
  Object(flatten(Properties)),
);
const streamOf = (name: string) =>
  mappings.find(
    ({ EventSourceArn, FunctionName }) =>
      EventSourceArn.includes('Stream') && FunctionName.includes(name),
  );
const stream = streamOf('Dispatcher');
const replays = mappings.find(({ EventSourceArn }) => EventSourceArn.includes('Priority'));

describe('the stream of channels', () => {
  it('wakes the dispatcher for changed units and nights and requested listings, and for nothing else', () => {
    const filters = stream.FilterCriteria.Filters.map((filter: { Pattern: string }) =>
      JSON.parse(filter.Pattern),
    );
    expect(filters).toEqual([
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { Keys: { sk: { S: [{ prefix: 'UNIT#' }] } } },
      },
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { Keys: { sk: { S: [{ prefix: 'MONTH#' }] } } },
      },
      { dynamodb: { NewImage: { dispatch: { S: [{ exists: true }] } } } },
    ]);
  });

  it('skips nothing: from the start, record by record on failure, then set aside with an alarm', () => {
    expect(stream).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 12 * 3600,
      DestinationConfig: { OnFailure: { Destination: expect.stringContaining('Failures') } },
    });
    // Until the record is too old, however often that is.
    expect(stream.MaximumRetryAttempts).toBeUndefined();
    expect(queue('dispatch-failures').FifoQueue).toBeUndefined();
  });
});

describe('the stream of audit', () => {
  const counts = streamOf('Counter');

  it('wakes the counter of attempts for rows that are written, not for those that are removed', () => {
    const filters = counts.FilterCriteria.Filters.map((filter: { Pattern: string }) =>
      JSON.parse(filter.Pattern),
    );
    expect(filters).toEqual([{ eventName: ['INSERT'] }]);
  });

  it('skips nothing, gathers what one write can count, and sets aside with an alarm', () => {
    expect(counts).toMatchObject({
      EventSourceArn: expect.stringContaining('Audit'),
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 1_000,
      MaximumBatchingWindowInSeconds: 10,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 12 * 3600,
      DestinationConfig: { OnFailure: { Destination: expect.stringContaining('CountsFailures') } },
    });
    expect(counts.MaximumRetryAttempts).toBeUndefined();
    expect(queue('count-failures').FifoQueue).toBeUndefined();
  });
});

describe('the deaths in the audit', () => {
  const deaths = streamOf('Archiver');

  it('wake the archiver when time-to-live has removed a row, and for nothing else', () => {
    const [filter, ...others] = deaths.FilterCriteria.Filters;
    const matches = eventPattern(JSON.parse(filter.Pattern));
    const service = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

    expect(others).toEqual([]);
    expect(matches({ eventName: 'REMOVE', userIdentity: service })).toBe(true);
    expect(matches({ eventName: 'REMOVE' })).toBe(false);
    expect(matches({ eventName: 'INSERT' })).toBe(false);
  });

  it('are tried for as long as the stream has them, gathered for some minutes', () => {
    expect(deaths).toMatchObject({
      EventSourceArn: expect.stringContaining('Audit'),
      MaximumBatchingWindowInSeconds: 300,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: expect.stringContaining('Failures') } },
    });
    expect(deaths.MaximumRecordAgeInSeconds).toBeUndefined();
    expect(deaths.MaximumRetryAttempts).toBeUndefined();
  });

  it('are, with the counter, all that reads the stream: a shard takes two readers', () => {
    const readers = mappings.filter(({ EventSourceArn }) => /Audit.*Stream/.test(EventSourceArn));
    expect(readers).toHaveLength(2);
  });
});

describe('the stream of what came in', () => {
  const rows = streamOf('InboundDispatcher');
  const [filter] = rows.FilterCriteria.Filters;
  const matches = eventPattern(JSON.parse(filter.Pattern));
  const image = (row: object) => ({ dynamodb: { NewImage: marshall(row) } });

  it('wakes the dispatcher for rows that are to be worked off, when they are added', () => {
    expect(matches({ eventName: 'INSERT', ...image({ job: 'event' }) })).toBe(true);
    expect(matches({ eventName: 'INSERT', ...image({ processing_status: 'ignored' }) })).toBe(
      false,
    );
    expect(matches({ eventName: 'MODIFY', ...image({ job: 'event' }) })).toBe(false);
    expect(matches({ eventName: 'REMOVE' })).toBe(false);
  });

  it('has one reader, which skips nothing', () => {
    const readers = mappings.filter(({ EventSourceArn }) => /Inbound.*Stream/.test(EventSourceArn));
    expect(readers).toEqual([rows]);
    expect(rows).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 12 * 3600,
      DestinationConfig: { OnFailure: { Destination: expect.stringContaining('InboundFailures') } },
    });
  });

  it('leads to a queue whose order is that of each reservation, and then to dead letters', () => {
    expect(queue('inbound.fifo')).toMatchObject({
      ...{ FifoQueue: true, DeduplicationScope: 'messageGroup', VisibilityTimeout: 120 },
      RedrivePolicy: { maxReceiveCount: 100 },
    });
    expect(queue('inbound-dead-letters.fifo').MessageRetentionPeriod).toBe(14 * 86_400);
  });
});

describe('the stream of channels wakes the sweeper', () => {
  const sweeper = streamOf('Sweeper');
  const patterns = sweeper.FilterCriteria.Filters.map((filter: { Pattern: string }) =>
    eventPattern(JSON.parse(filter.Pattern)),
  );
  const blocked = { blocked_until: '2026-06-01T12:00:00.000Z', block_reason: 'rate_limited' };
  const wakes = (before: object | undefined, after: object | undefined, key = 'TARGET#1') =>
    patterns.some((matches: Matches) =>
      matches({
        dynamodb: {
          Keys: marshall({ pk: 'TENANT#demo#main', sk: key }),
          ...(before && { OldImage: marshall({ ...aTarget(), ...before }) }),
          ...(after && { NewImage: marshall({ ...aTarget(), ...after }) }),
        },
      }),
    );

  it.each([
    ['is resumed', { is_active: false }, {}],
    ['is called again before its block was over', blocked, {}],
  ])('when a target %s', (_what, before, after) => {
    expect(wakes(before, after)).toBe(true);
  });

  it.each([
    ['is made', undefined, {}],
    ['is paused', {}, { is_active: false }],
    ['is edited while it is paused', { is_active: false }, { is_active: false, name: 'Other' }],
    ['is edited while it is active', {}, { name: 'Other' }],
    ['is blocked', {}, blocked],
    ['is blocked for longer', blocked, { ...blocked, blocked_until: '2026-06-01T13:00:00.000Z' }],
    ['goes', { is_active: false }, undefined],
  ])('and not when one %s', (_what, before, after) => {
    expect(wakes(before, after)).toBe(false);
  });

  it('for nothing else, and without holding on to what the next minute does as well', () => {
    expect(wakes({ is_active: false }, {}, 'LISTING#1')).toBe(false);
    expect(sweeper).toMatchObject({ MaximumRetryAttempts: 1, MaximumRecordAgeInSeconds: 60 });
  });
});

describe('the shared queues', () => {
  it.each(['priority.fifo', 'dead-letters.fifo'])('%s keeps order per listing only', (name) => {
    expect(queue(name)).toMatchObject({
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  it('hide a replay for twice the time that the worker has', () => {
    const { Timeout } = functionOf(dev, 'sync-worker-0');
    expect(queue('priority.fifo').VisibilityTimeout).toBe(2 * Timeout);
  });

  it('give replays to the first worker, ten at a time, never more at once than settings say', () => {
    expect(replays).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionName: expect.stringContaining('Worker0'),
    });
  });

  it('send a replay that breaks the worker to the dead letters', () => {
    expect(flatten(queue('priority.fifo').RedrivePolicy.deadLetterTargetArn)).toMatch(
      /DeadLetters.*\.Arn/,
    );
  });
});

describe('the schedules', () => {
  const schedules = resourcesOf(dev, 'AWS::Scheduler::Schedule').map(({ Properties }) =>
    Object(flatten(Properties)),
  );

  it.each([
    { name: 'sync-sweeper', rate: 'rate(1 minute)', seconds: 60 },
    { name: 'sync-reconciler', rate: 'rate(60 minutes)', seconds: 3600 },
    { name: 'audit-keeper', rate: 'rate(60 minutes)', seconds: 3600 },
    { name: 'alert-evaluator', rate: 'rate(1 minute)', seconds: 60 },
    { name: 'health-check', rate: 'rate(5 minutes)', seconds: 300 },
  ])('run $name at $rate, and no run meets the next', ({ name, rate, seconds }) => {
    const schedule = schedules.find(({ Name }) => Name === `tvl-channels-dev-${name}`);
    expect(schedule).toMatchObject({
      ScheduleExpression: rate,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { DeadLetterConfig: { Arn: expect.stringContaining('Failures') } },
    });
    expect(functionOf(dev, name).Timeout).toBeLessThan(seconds);
  });

  it('share the health checks of prod, each a part of its own, and have one for all where there are few', () => {
    const partsOf = (template: typeof dev, stage: string) =>
      resourcesOf(template, 'AWS::Scheduler::Schedule')
        .map(({ Properties }) => Object(flatten(Properties)))
        .filter(({ Name }) => Name.startsWith(`tvl-channels-${stage}-health-check`))
        .map(({ Target }) => JSON.parse(Target.Input));

    expect(partsOf(dev, 'dev')).toEqual([{ part: 0, of: 1 }]);
    expect(partsOf(prod, 'prod')).toEqual([0, 1, 2, 3].map((part) => ({ part, of: 4 })));
  });

  it('report runs that failed after they were handed over', () => {
    const configs = resourcesOf(dev, 'AWS::Lambda::EventInvokeConfig');
    expect(configs).toHaveLength(schedules.length);
    for (const { Properties } of configs) {
      expect(flatten(Properties.DestinationConfig.OnFailure.Destination)).toMatch(/Failures/);
    }
  });
});
