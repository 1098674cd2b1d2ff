import { afterEach, describe, expect, it, vi } from 'vitest';
import { readEnv, readHurry } from '../../adapters/config/env.ts';
import { settingsOf, stageSchema } from '../../lib/settings.ts';
import { flatten } from './flatten.ts';
import { functionOf, resourcesOf, templatesOf } from './synthesise.ts';

const dev = templatesOf('dev').channels;

describe('every function', () => {
  it.each(
    resourcesOf(dev, 'AWS::Lambda::Function').map(({ Properties }) => ({
      name: Properties.FunctionName,
      properties: Properties,
    })),
  )('$name runs as the house does', ({ name, properties }) => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
    const log = resourcesOf(dev, 'AWS::Logs::LogGroup').find(
      ({ Properties }) => Properties.LogGroupName === `/aws/lambda/${name}`,
    );
    expect(log?.Properties.RetentionInDays).toBe(14);
  });

  it('has a role of its own, with no managed policy in it', () => {
    const roles = resourcesOf(dev, 'AWS::Lambda::Function').map(({ Properties }) =>
      flatten(Properties.Role),
    );
    expect(new Set(roles).size).toBe(roles.length);
    for (const { Properties } of resourcesOf(dev, 'AWS::IAM::Role')) {
      expect(Properties.ManagedPolicyArns).toBeUndefined();
    }
  });
});

describe('the environment', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it.each(stageSchema.options)('of %s is what the functions read at cold start', (stage) => {
    for (const { Properties } of resourcesOf(
      templatesOf(stage).channels,
      'AWS::Lambda::Function',
    )) {
      vi.stubEnv('AWS_REGION', 'eu-central-1');
      for (const [name, value] of Object.entries(Properties.Environment.Variables)) {
        vi.stubEnv(name, pretend(flatten(value)));
      }
      const env = readEnv();

      expect(env.STAGE).toBe(stage);
      expect(env.QUEUE_URL_PREFIX).toBe(
        `https://sqs.eu-central-1.amazonaws.com/123456789012/tvl-channels-${stage}-`,
      );
      expect(env.WORKER_FUNCTION_NAMES.split(',')).toHaveLength(settingsOf(stage).workerShards);
      expect(env.ALLOW_PRIVATE_BASE_URLS).toBe(String(stage === 'local'));
      expect(readHurry()).toEqual({ timeoutMs: undefined, lateMs: undefined });
    }
  });

  /** What CloudFormation would put in. */
  function pretend(value: unknown): string {
    return String(value)
      .replaceAll('<AWS::Region>', 'eu-central-1')
      .replaceAll('<AWS::AccountId>', '123456789012')
      .replaceAll('<AWS::URLSuffix>', 'amazonaws.com')
      .replaceAll('<AWS::Partition>', 'aws')
      .replace(/^<.*\.Arn>$/, 'arn:aws:sqs:eu-central-1:123456789012:name')
      .replace(/^<Queues.*>$/, 'https://sqs.eu-central-1.amazonaws.com/123456789012/name');
  }
});

describe('the workers', () => {
  it.each(stageSchema.options)('of %s are one per shard, each with its own share', (stage) => {
    const { workerShards, workerConcurrency } = settingsOf(stage);
    for (let shard = 0; shard < workerShards; shard++) {
      const worker = functionOf(templatesOf(stage).channels, `sync-worker-${shard}`);
      expect(worker.ReservedConcurrentExecutions).toBe(workerConcurrency);
      expect(worker.Timeout).toBe(60);
      const names = worker.Environment.Variables.WORKER_FUNCTION_NAMES.split(',');
      expect(names[shard]).toBe(worker.FunctionName);
    }
    expect(() => functionOf(templatesOf(stage).channels, `sync-worker-${workerShards}`)).toThrow();
  });

  it('leave an ordinary account the 100 invocations that AWS keeps for the rest', () => {
    const { workerShards, workerConcurrency } = settingsOf('prod');
    expect(workerShards * workerConcurrency).toBeLessThanOrEqual(900);
  });
});
