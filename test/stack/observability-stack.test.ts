import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { channelFor } from '../../adapters/channels/registry.ts';
import { operationSchema } from '../../domain/listings/outbound-audit.ts';
import { channelTypeSchema } from '../../domain/targets/target.ts';
import { flatten } from './flatten.ts';
import { makeStacks, resourcesOf, templatesOf } from './synthesise.ts';

type Watched = { namespace: string; name: string; dimensions: Record<string, string> };

const { observability, channels, data } = templatesOf('prod');
const alarms = resourcesOf(observability, 'AWS::CloudWatch::Alarm').map(
  ({ Properties }) => Properties,
);
/** Of a metric with a label an alarm has a list. */
const ofAlarms = alarms.map(({ Metrics: [{ MetricStat }] }) => MetricStat.Metric);

/** Every metric of the dashboard and of the alarms. */
function watched(): Watched[] {
  const [board] = resourcesOf(observability, 'AWS::CloudWatch::Dashboard');
  const body = JSON.parse(
    String(flatten(board?.Properties.DashboardBody)).replaceAll(/<AWS::\w+>/g, 'x'),
  );
  const shown = body.widgets.flatMap(
    ({ properties }: { properties: { metrics: (string | object)[][] } }) => properties.metrics,
  );

  return [
    ...shown.map(([namespace, name, ...rest]: string[]) => ({
      ...{ namespace, name },
      dimensions: Object.fromEntries(
        Array.from({ length: Math.floor(rest.length / 2) }, (_, at) =>
          rest.slice(at * 2, at * 2 + 2),
        ),
      ),
    })),
    ...ofAlarms.map(({ Namespace, MetricName, Dimensions }) => ({
      ...{ namespace: Namespace, name: MetricName },
      dimensions: Object.fromEntries(
        Dimensions.map(({ Name, Value }: Record<string, string>) => [Name, Value]),
      ),
    })),
  ];
}

/** Of the embedded metric format lines: names and what they are told apart by, besides service and stage. */
const written: Record<string, string[]> = {
  tvl_sync_jobs_total: ['action', 'state', 'target'],
  tvl_sync_latency_ms: ['target'],
  tvl_hostaway_http_requests_total: ['status'],
  tvl_rate_limited_total: ['target'],
  tvl_queue_depth: ['target'],
};

const namesOf = (template: Template, type: string, property: string) =>
  resourcesOf(template, type).map(({ Properties }) => Properties[property]);

/** Metrics of AWS by their namespace: the dimension they are kept under, what it names, and the metrics. */
const ofAws: Record<string, [dimension: string, names: string[], metrics: string[]]> = {
  'AWS/Lambda': [
    'FunctionName',
    namesOf(channels, 'AWS::Lambda::Function', 'FunctionName'),
    ['Errors', 'Throttles', 'Duration', 'IteratorAge'],
  ],
  'AWS/SQS': [
    'QueueName',
    namesOf(channels, 'AWS::SQS::Queue', 'QueueName'),
    ['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible'],
  ],
  'AWS/DynamoDB': [
    'TableName',
    namesOf(data, 'AWS::DynamoDB::Table', 'TableName'),
    ['ReadThrottleEvents', 'WriteThrottleEvents'],
  ],
};

describe('the stack that observes a stage', () => {
  it('watches what functions write, under the dimensions they write it', () => {
    const own = watched().filter(({ namespace }) => namespace === 'TvlChannels');

    expect(new Set(own.map(({ name }) => name))).toEqual(new Set(Object.keys(written)));
    for (const { name, dimensions } of own) {
      expect(dimensions).toMatchObject({ service: 'tvl-channels', stage: 'prod' });
      expect([name, Object.keys(dimensions).sort()]).toEqual([
        name,
        ['service', 'stage', ...(written[name] ?? [])].sort(),
      ]);
    }
  });

  it('watches each channel, and all that is done there', () => {
    const jobs = watched().filter(({ name }) => name === 'tvl_sync_jobs_total');
    const told = (dimension: string) =>
      new Set(jobs.map(({ dimensions }) => dimensions[dimension]));

    const served = channelTypeSchema.options.filter((type) => channelFor(type) !== undefined);
    expect(told('target')).toEqual(new Set(served));
    expect(told('action')).toEqual(new Set(operationSchema.options));
  });

  it('watches what AWS counts of resources that are there', () => {
    const theirs = watched().filter(({ namespace }) => namespace !== 'TvlChannels');

    expect(new Set(theirs.map(({ namespace }) => namespace))).toEqual(new Set(Object.keys(ofAws)));
    for (const { namespace, name, dimensions } of theirs) {
      const [dimension = '', names = [], metrics = []] = ofAws[namespace] ?? [];
      expect(metrics).toContain(name);
      expect(Object.keys(dimensions)).toEqual([dimension]);
      expect(names).toContain(dimensions[dimension]);
    }
  });

  it('has alarms that say what breaks, and repeats none of the others', () => {
    expect(alarms.length).toBeGreaterThan(0);
    for (const { AlarmDescription, TreatMissingData } of alarms) {
      expect(AlarmDescription).toMatch(/^[A-Z].{50,}\.$/);
      expect(TreatMissingData).toBe('notBreaching');
    }
    const others = resourcesOf(channels, 'AWS::CloudWatch::Alarm').map(
      ({ Properties }) => Properties.MetricName,
    );
    for (const { MetricName } of ofAlarms) expect(others).not.toContain(MetricName);
  });

  it('mails by the topic that the others mail by, where there is one', () => {
    const stacks = makeStacks('dev', 'ops@example.com');
    const [topic] = namesOf(
      Template.fromStack(stacks.channels),
      'AWS::SNS::Topic',
      'TopicName',
    ).filter((name) => String(name).endsWith('-alarms'));
    const mailing = resourcesOf(Template.fromStack(stacks.observability), 'AWS::CloudWatch::Alarm');

    expect(alarms.every(({ AlarmActions }) => AlarmActions === undefined)).toBe(true);
    for (const { Properties } of mailing)
      expect(String(flatten(Properties.AlarmActions[0]))).toMatch(new RegExp(`:${topic}$`));
  });
});
