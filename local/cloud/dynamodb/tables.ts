import * as z from 'zod';
import { AwsError } from '../common/aws-call.ts';
import { propertiesOf, type Resource, type Resources } from '../template/resources.ts';
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

const index = z.looseObject({
  IndexName: z.string(),
  KeySchema: z.array(z.unknown()),
  Projection: z.unknown(),
});

const schema = z.object({
  AttributeDefinitions: z.array(z.unknown()),
  KeySchema: z.array(z.looseObject({ AttributeName: z.string() })),
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
  const tables = resources.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  return await Promise.all(tables.map((resource) => createTable(resource, call)));
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
