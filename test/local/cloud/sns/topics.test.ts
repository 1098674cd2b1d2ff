import { expect, it } from 'vitest';
import { Topics } from '../../../../local/cloud/sns/topics.ts';
import type { Resources } from '../../../../local/cloud/template/resources.ts';

const topic = 'arn:aws:sns:eu-central-1:000000000000:alerts';
const rule = 'arn:aws:events:eu-central-1:000000000000:rule/alerts';

function topicsWith(...Statement: readonly object[]): Topics {
  const policy = {
    ...{ stack: 'stack', logicalId: 'Policy', type: 'AWS::SNS::TopicPolicy', ref: '', arn: '' },
    properties: { Topics: [topic], PolicyDocument: { Statement } },
  };
  const resources: Resources = {
    ofType: () => [policy],
    assetFolder: () => undefined,
    outputs: {},
  };

  return new Topics(resources);
}

const allow = (over: object = {}) => ({
  ...{ Effect: 'Allow', Action: 'sns:Publish', Resource: topic },
  ...{ Principal: { Service: 'events.amazonaws.com' }, ...over },
});
const from = (arn: string) => ({ Condition: { ArnEquals: { 'aws:SourceArn': arn } } });

it('a topic takes what its policy lets in', () => {
  const topics = topicsWith(allow(from(rule)));
  topics.publish(topic, 'All is well', rule);

  expect(topics.notices).toEqual([{ topic, message: 'All is well', source: rule }]);
});

it.each([
  ['nobody', []],
  ['another service', [allow({ Principal: { Service: 'cloudwatch.amazonaws.com' } })]],
  ['another rule', [allow(from(`${rule}-other`))]],
  ['another action', [allow({ Action: 'sns:Subscribe' })]],
])('and refuses what it does not: it lets in %s', (_whom, statements) => {
  const topics = topicsWith(...statements);

  expect(() => topics.publish(topic, 'All is well', rule)).toThrow(/may not publish/);
  expect(topics.notices).toEqual([]);
});
