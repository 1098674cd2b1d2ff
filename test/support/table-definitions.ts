import type { CreateTableCommandInput, Projection } from '@aws-sdk/client-dynamodb';

/** The four tables as `lib/` builds them; a test of the stacks compares both. */
export function tableDefinitions(names: TableNames): CreateTableCommandInput[] {
  return [
    channels(names.channels),
    audit(names.audit),
    inbound(names.inbound),
    meters(names.meters),
  ];
}

export interface TableNames {
  readonly channels: string;
  readonly audit: string;
  readonly meters: string;
  readonly inbound: string;
}

const stream = {
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
} as const;
const keysOnly: Projection = { ProjectionType: 'KEYS_ONLY' };

function channels(TableName: string): CreateTableCommandInput {
  return {
    ...table(TableName, ['pk', 'sk', 'due_shard', 'due_at']),
    ...stream,
    GlobalSecondaryIndexes: [
      index('due', ['due_shard', 'due_at'], including('target_id', 'unit_id')),
    ],
  };
}

function audit(TableName: string): CreateTableCommandInput {
  return {
    ...table(TableName, ['pk', 'sk', 'started_at', 'target_pk', 'trace_pk']),
    ...stream,
    GlobalSecondaryIndexes: [
      index('by_target', ['target_pk', 'started_at'], including('outcome', 'http_status')),
      index('by_trace', ['trace_pk', 'started_at'], keysOnly),
    ],
  };
}

function inbound(TableName: string): CreateTableCommandInput {
  return {
    ...table(TableName, ['pk', 'sk', 'pending_shard', 'received_at']),
    ...stream,
    GlobalSecondaryIndexes: [index('pending', ['pending_shard', 'received_at'], keysOnly)],
  };
}

function meters(TableName: string): CreateTableCommandInput {
  return table(TableName, ['pk', 'sk']);
}

function table(TableName: string, attributes: readonly string[]) {
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(['pk', 'sk']),
    AttributeDefinitions: attributes.map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S' as const,
    })),
  } as const;
}

function keySchema([hash, range]: readonly [string, string]) {
  return [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
}

function index(IndexName: string, keys: readonly [string, string], projection: Projection) {
  return { IndexName, KeySchema: keySchema(keys), Projection: projection };
}

function including(...NonKeyAttributes: string[]): Projection {
  return { ProjectionType: 'INCLUDE', NonKeyAttributes };
}
