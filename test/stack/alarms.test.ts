import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { flatten } from './flatten.ts';
import { makeStacks, resourcesOf, templatesOf } from './synthesise.ts';

/** Metrics that AWS publishes, with the dimension alone that they are kept under and what it names. */
const counted: Record<string, { dimension: string; type: string }> = {
  'AWS/ApiGateway 5xx': { dimension: 'ApiId', type: 'AWS::ApiGatewayV2::Api' },
  'AWS/Lambda Errors': { dimension: 'FunctionName', type: 'AWS::Lambda::Function' },
  'AWS/Lambda Throttles': { dimension: 'FunctionName', type: 'AWS::Lambda::Function' },
  'AWS/Lambda IteratorAge': { dimension: 'FunctionName', type: 'AWS::Lambda::Function' },
  'AWS/SQS ApproximateNumberOfMessagesVisible': { dimension: 'QueueName', type: 'AWS::SQS::Queue' },
};

const mailing = Template.fromStack(makeStacks('dev', 'ops@example.com').channels);

describe('alarms', () => {
  const alarms = resourcesOf(templatesOf('prod').channels, 'AWS::CloudWatch::Alarm').map(
    ({ Properties }) => Properties,
  );

  it('watch what can break: jobs, changes, counts, bookings, runs, notices, webhooks, workers, the API', () => {
    const watched = alarms.map(({ MetricName }) => MetricName);
    expect(watched.filter((name) => name === 'ApproximateNumberOfMessagesVisible')).toHaveLength(9);
    expect(new Set(watched)).toEqual(
      new Set([
        ...['ApproximateNumberOfMessagesVisible', 'IteratorAge', 'Errors', 'Throttles', '5xx'],
        ...['ArchiveDifferences', 'ArchiveOrgsFailed'],
      ]),
    );
    expect(watched.filter((name) => name === 'Errors')).toHaveLength(4);
  });

  it('each say what breaks, and take silence for health', () => {
    for (const { AlarmDescription, TreatMissingData } of alarms) {
      expect(AlarmDescription).toMatch(/^[A-Z].{50,}\.$/);
      expect(TreatMissingData).toBe('notBreaching');
    }
  });

  it('tell nobody unless there is an address', () => {
    expect(alarms.every(({ AlarmActions }) => AlarmActions === undefined)).toBe(true);
  });

  it('all mail the address there is', () => {
    mailing.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@example.com',
    });
    for (const { Properties } of resourcesOf(mailing, 'AWS::CloudWatch::Alarm')) {
      expect(Properties.AlarmActions).toHaveLength(1);
    }
  });

  it('may publish: a topic with a policy takes nothing that the policy does not name', () => {
    const [topic = ''] = Object.keys(
      mailing.findResources('AWS::SNS::Topic', {
        Properties: { TopicName: 'tvl-channels-dev-alarms' },
      }),
    );
    const policy = resourcesOf(mailing, 'AWS::SNS::TopicPolicy').find(({ Properties }) =>
      String(flatten(Properties.Topics)).includes(topic),
    );
    const allowed = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    expect(flatten(allowed)).toEqual([
      {
        Sid: expect.any(String),
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Resource: `<${topic}>`,
        Condition: { StringEquals: { 'aws:SourceAccount': '<AWS::AccountId>' } },
      },
    ]);
  });

  it('or count what functions of this stage write as metrics, and under which dimensions', () => {
    const own = alarms.filter(({ Namespace }) => Namespace === 'TvlChannels');
    expect(own.map(({ Dimensions }) => Dimensions)).toEqual(
      own.map(() => [
        { Name: 'service', Value: 'tvl-channels' },
        { Name: 'stage', Value: 'prod' },
      ]),
    );
  });

  it('count something that AWS counts, by a name it counts under, of a resource of the stack', () => {
    const resources = templatesOf('prod').channels.toJSON().Resources;
    for (const { Namespace, MetricName, Dimensions } of alarms) {
      if (Namespace === 'TvlChannels') continue;
      const metric = counted[`${Namespace} ${MetricName}`];
      expect(Dimensions.map(({ Name }: { Name: string }) => Name)).toEqual([metric?.dimension]);
      const [id] = String(flatten(Dimensions[0].Value)).replaceAll(/[<>]/g, '').split('.');
      expect(resources[id ?? '']?.Type).toBe(metric?.type);
    }
  });
});
