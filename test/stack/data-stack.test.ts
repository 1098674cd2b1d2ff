import { describe, expect, it } from 'vitest';
import { type Stage, settingsOf } from '../../lib/settings.ts';
import { type Resource, resourcesOf, templatesOf } from './synthesise.ts';

function tablesOf(stage: Stage): Record<string, Resource & { DeletionPolicy?: string }> {
  const tables = resourcesOf(templatesOf(stage).data, 'AWS::DynamoDB::Table');
  return Object.fromEntries(
    tables.map((table) => [
      table.Properties.TableName.replace(`tvl-channels-${stage}-`, ''),
      table,
    ]),
  );
}

/** `pk+sk`, the way the keys are written in conversation. */
const keys = (schema: { AttributeName: string }[]) =>
  schema.map(({ AttributeName }) => AttributeName).join('+');

const indexes = (list: Resource['Properties'][] = []) =>
  Object.fromEntries(
    list.map(({ IndexName, KeySchema, Projection }) => [
      IndexName,
      [keys(KeySchema), Projection.ProjectionType, ...(Projection.NonKeyAttributes ?? [])].join(
        ' ',
      ),
    ]),
  );

describe('the tables', () => {
  it('are four, keyed by pk and sk, paid per request, expiring by expires_at', () => {
    const tables = tablesOf('dev');
    expect(Object.keys(tables).sort()).toEqual(['audit', 'channels', 'inbound', 'meters']);
    for (const { Properties } of Object.values(tables)) {
      expect(keys(Properties.KeySchema)).toBe('pk+sk');
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
      expect(Properties.TimeToLiveSpecification).toEqual({
        AttributeName: 'expires_at',
        Enabled: true,
      });
    }
  });

  it('have the indexes that lists and the sweeper ask', () => {
    const { channels, audit, inbound, meters } = tablesOf('dev');
    expect(indexes(channels?.Properties.GlobalSecondaryIndexes)).toEqual({
      due: 'due_shard+due_at INCLUDE target_id unit_id',
    });
    expect(indexes(audit?.Properties.GlobalSecondaryIndexes)).toEqual({
      by_target: 'target_pk+started_at INCLUDE outcome http_status',
      by_trace: 'trace_pk+started_at KEYS_ONLY',
    });
    expect(indexes(inbound?.Properties.GlobalSecondaryIndexes)).toEqual({
      pending: 'pending_shard+received_at KEYS_ONLY',
    });
    expect(meters?.Properties.GlobalSecondaryIndexes).toBeUndefined();
  });

  it.each([
    { name: 'channels', streamed: true },
    { name: 'audit', streamed: true },
    { name: 'inbound', streamed: true },
    { name: 'meters', streamed: false },
  ])('$name can be restored and followed: $streamed', ({ name, streamed }) => {
    const properties = tablesOf('dev')[name]?.Properties;
    expect(properties.StreamSpecification?.StreamViewType).toBe(
      streamed ? 'NEW_AND_OLD_IMAGES' : undefined,
    );
    expect(properties.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled).toBe(
      streamed || undefined,
    );
  });

  it.each([
    { stage: 'dev', policy: 'Delete' },
    { stage: 'prod', policy: 'RetainExceptOnCreate' },
    { stage: 'local', policy: 'Delete' },
  ] as const)('of $stage outlive their stack or not: $policy', ({ stage, policy }) => {
    for (const { DeletionPolicy, Properties } of Object.values(tablesOf(stage))) {
      expect(DeletionPolicy).toBe(policy);
      expect(Properties.DeletionProtectionEnabled).toBe(settingsOf(stage).deletionProtection);
    }
  });
});

describe('the bus', () => {
  it('is named after the stage', () => {
    const [bus] = resourcesOf(templatesOf('prod').data, 'AWS::Events::EventBus');
    expect(bus?.Properties.Name).toBe('tvl-channels-prod');
  });
});
