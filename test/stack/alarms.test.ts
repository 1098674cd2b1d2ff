import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { makeStacks, resourcesOf, templatesOf } from './synthesise.ts';

describe('alarms', () => {
  const alarms = resourcesOf(templatesOf('prod').channels, 'AWS::CloudWatch::Alarm').map(
    ({ Properties }) => Properties,
  );

  it('watch what can break: jobs, changes, runs, workers, the API', () => {
    const watched = alarms.map(({ MetricName }) => MetricName);
    expect(watched.filter((name) => name === 'ApproximateNumberOfMessagesVisible')).toHaveLength(3);
    expect(new Set(watched)).toEqual(
      new Set(['ApproximateNumberOfMessagesVisible', 'IteratorAge', 'Errors', 'Throttles', '5xx']),
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
    const template = Template.fromStack(makeStacks('dev', 'ops@example.com').channels);
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@example.com',
    });
    for (const { Properties } of resourcesOf(template, 'AWS::CloudWatch::Alarm')) {
      expect(Properties.AlarmActions).toHaveLength(1);
    }
  });
});
