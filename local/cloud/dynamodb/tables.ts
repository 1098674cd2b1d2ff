import * as z from 'zod';
import { AwsError } from '../common/aws-call.ts';
import { propertiesOf, type Resource, type Resources } from '../template/resources.ts';
import type { PartitionKeyOf } from './dynamodb-authorization.ts';
import type { DynamoDbCall } from './dynamodb-client.ts';

/** A table of the template that exists in DynamoDB Local. */
export interface Table {
  readonly name: string;
  /** ARN of its stream in the template's terms. */
  readonly streamArn: string;
  /** ARN DynamoDB Local gives the stream; undefined for a table without one. */
  readonly localStreamArn: string | undefined;
  /** Names of the key attributes. */
  readonly keys: readonly string[];
  /** The attribute that says when an item expires, epoch s. */
  readonly timeToLive: string | undefined;
}

const keySchema = z.array(z.looseObject({ AttributeName: z.string(), KeyType: z.string() }));

const index = z.looseObject({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.unknown(),
});

const schema = z.object({
  AttributeDefinitions: z.array(z.unknown()),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(index).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z
    .object({ Enabled: z.boolean(), AttributeName: z.string().optional() })
    .optional(),
});

const description = z.object({ Table: z.object({ LatestStreamArn: z.string().optional() }) });

/** Makes the template's tables; those that exist from an earlier run stay as they are. */
export async function createTables(resources: Resources, call: DynamoDbCall): Promise<Table[]> {
  return await Promise.all(tablesOf(resources).map((resource) => createTable(resource, call)));
}

/** By what the template's tables and their indexes are partitioned. */
export function partitionKeys(resources: Resources): PartitionKeyOf {
  const keys = new Map(
    tablesOf(resources).flatMap((resource) => {
      const {
        KeySchema,
        GlobalSecondaryIndexes = [],
        LocalSecondaryIndexes = [],
      } = propertiesOf(resource, schema);
      const indexes = [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes];
      return [
        [resource.ref, hashKey(KeySchema)] as const,
        ...indexes.map(
          (each) => [`${resource.ref}/${each.IndexName}`, hashKey(each.KeySchema)] as const,
        ),
      ];
    }),
  );
  return (table, index) => keys.get(index === undefined ? table : `${table}/${index}`);
}

function hashKey(keys: z.infer<typeof keySchema>): string | undefined {
  return keys.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
}

function tablesOf(resources: Resources): readonly Resource[] {
  return resources.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
}

async function createTable(resource: Resource, call: DynamoDbCall): Promise<Table> {
  const properties = propertiesOf(resource, schema);
  const name = resource.ref;
  const { Enabled, AttributeName } = properties.TimeToLiveSpecification ?? {};
  const timeToLive = Enabled ? AttributeName : undefined;
  try {
    await call('DynamoDB_20120810.CreateTable', creation(name, properties));
    if (timeToLive !== undefined) await setTimeToLive(name, timeToLive, call);
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'ResourceInUseException')) throw error;
  }
  const answer = await call('DynamoDB_20120810.DescribeTable', { TableName: name });
  return {
    name,
    streamArn: `${resource.arn}/stream/local`,
    localStreamArn: description.parse(answer).Table.LatestStreamArn,
    keys: properties.KeySchema.map((key) => key.AttributeName),
    timeToLive,
  };
}

function creation(name: string, properties: z.infer<typeof schema>): unknown {
  const { StreamSpecification: stream } = properties;
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes?.map(withoutThroughput),
    LocalSecondaryIndexes: properties.LocalSecondaryIndexes?.map(withoutThroughput),
    StreamSpecification: stream && { StreamEnabled: true, ...stream },
  };
}

function withoutThroughput({ IndexName, KeySchema, Projection }: z.infer<typeof index>): unknown {
  return { IndexName, KeySchema, Projection };
}

async function setTimeToLive(
  name: string,
  AttributeName: string,
  call: DynamoDbCall,
): Promise<void> {
  await call('DynamoDB_20120810.UpdateTimeToLive', {
    TableName: name,
    TimeToLiveSpecification: { Enabled: true, AttributeName },
  });
}
