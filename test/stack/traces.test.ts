import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { flatten } from './flatten.ts';
import { functionOf, makeStacks, resourcesOf, templatesOf } from './synthesise.ts';

const endpoint = 'https://otlp.example.com';
const withReceiver = (headersInSecret: boolean) =>
  Template.fromStack(
    makeStacks('dev', undefined, { traces: { endpoint, headersInSecret } }).channels,
  );
const variablesOf = (template: Template, name: string) =>
  Object.entries(functionOf(template, name).Environment.Variables).filter(([variable]) =>
    variable.startsWith('OTEL_'),
  );
/** Roles that may read the secret with the headers. */
const readersOf = (template: Template) =>
  resourcesOf(template, 'AWS::IAM::Policy').filter(({ Properties }) =>
    JSON.stringify(flatten(Properties.PolicyDocument)).includes('secret:tvl-channels-dev-traces-'),
  ).length;

describe('spans', () => {
  it.each(['dev', 'prod', 'local'] as const)('go nowhere from stage %s', (stage) => {
    expect(variablesOf(templatesOf(stage).channels, 'listings-api')).toEqual([]);
  });

  it('go from the functions that record any to the receiver of the stage', () => {
    const template = withReceiver(false);
    const variables = [['OTEL_EXPORTER_OTLP_ENDPOINT', endpoint]];

    for (const name of ['listings-api', 'sync-dispatcher', 'sync-worker-0', 'health-check'])
      expect(variablesOf(template, name)).toEqual(variables);
    expect(variablesOf(template, 'attempt-counter')).toEqual([]);
    expect(readersOf(template)).toBe(0);
  });

  it('go with headers that lie in a secret, of which functions know the name', () => {
    const template = withReceiver(true);

    expect(variablesOf(template, 'sync-worker-0')).toEqual([
      ...[['OTEL_EXPORTER_OTLP_ENDPOINT', endpoint]],
      ...[['OTEL_EXPORTER_OTLP_HEADERS_SECRET', 'tvl-channels-dev-traces']],
    ]);
    expect(readersOf(template)).toBe(9);
  });

  it('are all there is: nothing is traced by Lambda as well', () => {
    expect(JSON.stringify(templatesOf('dev').channels.toJSON())).not.toMatch(/xray|TracingConfig/i);
  });
});
