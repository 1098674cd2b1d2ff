import { expect, it } from 'vitest';
import { flatten } from './flatten.ts';
import { resourcesOf, templatesOf } from './synthesise.ts';

const dev = templatesOf('dev').channels;
const rule = resourcesOf(dev, 'AWS::Events::Rule').find(
  ({ Properties }) => Properties.Name === 'tvl-channels-dev-alerts',
);
const policies = (type: string) =>
  resourcesOf(dev, type)
    .flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.filter(
        ({ Effect, Principal }: { Effect: string; Principal: { Service?: string } }) =>
          Effect === 'Allow' && Principal.Service === 'events.amazonaws.com',
      ),
    )
    .filter(({ Resource }) => /Alerts/.test(String(flatten(Resource))));

it('a rule of the bus hands what happens to alerts to a topic, in words', () => {
  expect(rule?.Properties.EventPattern).toEqual({
    source: ['tvl-channels'],
    'detail-type': ['channel.alert.opened', 'channel.alert.closed'],
  });
  const [target] = rule?.Properties.Targets ?? [];
  expect(flatten(target.Arn)).toMatch(/AlertsTopic/);
  expect(target.InputTransformer.InputTemplate).toMatch(/^"<detail-alert-target_name>: /);
  expect(flatten(target.DeadLetterConfig.Arn)).toMatch(/AlertsFailures/);
});

it.each([
  ['AWS::SNS::TopicPolicy', 'sns:Publish'],
  ['AWS::SQS::QueuePolicy', 'sqs:SendMessage'],
])('topic and queue of failures let in that rule and no other (%s)', (type, action) => {
  const statements = policies(type);
  expect(statements).toHaveLength(1);
  expect([statements[0].Action].flat()).toContain(action);
  expect(flatten(statements[0].Condition)).toEqual({
    ArnEquals: { 'aws:SourceArn': expect.stringMatching(/AlertsRule/) },
  });
});
