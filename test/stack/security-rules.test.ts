import { type App, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { stageSchema } from '../../lib/settings.ts';
import { makeStacks } from './synthesise.ts';

const found = (app: App) =>
  new AwsSolutionsChecks(app)
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );

describe('the AWS Solutions rules', () => {
  it.each(stageSchema.options)('find nothing in stage %s', (stage) => {
    expect(found(makeStacks(stage).app)).toEqual([]);
  });

  it('find nothing in the topic of alarms', () => {
    expect(found(makeStacks('dev', 'ops@example.com').app)).toEqual([]);
  });

  it('stop a synthesis that breaks one', () => {
    const { app, channels } = makeStacks('dev');
    new Queue(channels, 'Open');

    expect(found(app)).toContain('AwsSolutions-SQS4 at tvl-channels-dev-channels/Open/Resource');
    expect(() => app.synth()).toThrow(/AwsSolutions-SQS4/);
  });

  it('find a pattern that nobody gave a reason for, whatever was acknowledged elsewhere', () => {
    const { app, channels } = makeStacks('dev');
    const worker = channels.node.findChild('Workers').node.findChild('Worker0');
    const policy = worker.node.findChild('Permissions');
    if (!('addStatements' in policy) || typeof policy.addStatements !== 'function')
      throw new Error();
    policy.addStatements(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] }));

    expect(found(app)).toEqual([
      'AwsSolutions-IAM5[Resource::*] at tvl-channels-dev-channels/Workers/Worker0/Permissions/Resource',
    ]);
  });

  it('are acknowledged per resource: no stack and no app silences a rule', () => {
    const { app, data, channels, console } = makeStacks('prod');
    const acknowledged = [app, data, channels, console].flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY),
    );
    expect(acknowledged).toEqual([]);
    expect(Stack.isStack(data)).toBe(true);
  });
});
