import { describe, expect, it } from 'vitest';
import { flatten } from './flatten.ts';
import { functionOf, resourcesOf, templatesOf } from './synthesise.ts';

const dev = templatesOf('dev').channels;
const named = (type: string, property: string, name: string) =>
  Object(
    flatten(
      resourcesOf(dev, type).find(
        ({ Properties }) => Properties[property] === `tvl-channels-dev-${name}`,
      )?.Properties,
    ),
  );
const rule = named('AWS::Events::Rule', 'Name', 'alert-webhooks');
const queue = named('AWS::SQS::Queue', 'QueueName', 'alert-webhooks');
const sender = functionOf(dev, 'alert-webhook');

describe('what the bus is told of alerts', () => {
  it('goes as it is into the queue for receivers, or aside with an alarm', () => {
    expect(rule.EventPattern['detail-type']).toEqual([
      'channel.alert.opened',
      'channel.alert.closed',
    ]);
    expect(rule.Targets).toMatchObject([
      {
        Arn: expect.stringMatching(/WebhooksQueue/),
        DeadLetterConfig: { Arn: expect.stringMatching(/WebhooksFailures/) },
      },
    ]);
    expect(rule.Targets[0].InputTransformer).toBeUndefined();
  });

  it('is put there by that rule and by nothing else', () => {
    const policies = resourcesOf(dev, 'AWS::SQS::QueuePolicy')
      .map(({ Properties }) => Object(flatten(Properties)))
      .filter(({ Queues }) => /Webhooks/.test(String(Queues)));
    expect(policies).toHaveLength(2);
    for (const { PolicyDocument } of policies) {
      const allowed = PolicyDocument.Statement.filter(
        ({ Effect }: { Effect: string }) => Effect === 'Allow',
      );
      expect(allowed).toMatchObject([
        {
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': expect.stringMatching(/WebhooksRule/) } },
        },
      ]);
    }
  });

  it('outlives the day in which it is tried, hidden for twice the time of a try', () => {
    expect(queue.MessageRetentionPeriod).toBeGreaterThan(2 * 24 * 3600);
    expect(queue.VisibilityTimeout).toBe(2 * sender.Timeout);
    expect(queue.RedrivePolicy).toMatchObject({
      deadLetterTargetArn: expect.stringMatching(/WebhooksFailures/),
      maxReceiveCount: 1_000,
    });
  });

  it('is delivered in small batches, message by message', () => {
    const mapping = resourcesOf(dev, 'AWS::Lambda::EventSourceMapping')
      .map(({ Properties }) => Object(flatten(Properties)))
      .find(({ EventSourceArn }) => /WebhooksQueue/.test(EventSourceArn));
    expect(mapping).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });
});
