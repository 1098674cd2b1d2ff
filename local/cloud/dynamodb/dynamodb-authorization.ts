import * as z from 'zod';
import { type AwsCall, AwsError } from '../common/aws-call.ts';
import type { AuthorizationRequest } from '../iam/evaluate.ts';
import { arn } from '../template/place.ts';

/** E.g. `{ S: 'TENANT#demo' }`. */
const attributeValue = z.record(z.string(), z.unknown());
const attributes = z.record(z.string(), attributeValue);

const itemInput = z.object({
  TableName: z.string(),
  Key: attributes.optional(),
  Item: attributes.optional(),
});
const queryInput = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  KeyConditionExpression: z.string(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: attributes,
});
const tableInput = z.object({ TableName: z.string(), IndexName: z.string().optional() });
const readsOfTable = z.object({ Keys: z.array(attributes) });
const writesOfTable = z.array(
  z.record(z.string(), z.object({ Key: attributes.optional(), Item: attributes.optional() })),
);
const batchInput = z.object({
  RequestItems: z.record(z.string(), z.union([readsOfTable, writesOfTable])),
});
const transactionInput = z.object({
  TransactItems: z.array(z.record(z.string(), itemInput)),
});

/** Name of the attribute by which a table, or an index of it, is partitioned; undefined for one that is not there. */
export type PartitionKeyOf = (table: string, index?: string) => string | undefined;

/** Members of a transaction, by the action that each needs. */
const transacted = new Map([
  ['Get', 'GetItem'],
  ['Put', 'PutItem'],
  ['Update', 'UpdateItem'],
  ['Delete', 'DeleteItem'],
  ['ConditionCheck', 'ConditionCheckItem'],
]);

/**
 * What a call of DynamoDB needs: a transaction the action of each of its items, a batch its own action on each table, a query of
 * an index the index and not the table (docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html).
 * `dynamodb:LeadingKeys` holds the partition keys that a call names
 * (docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html).
 *
 * @throws AwsError for an action, ZodError for a form of one, whose needs are not known
 */
export function dynamoDbAuthorizations(
  { action, body }: AwsCall,
  partitionKeyOf: PartitionKeyOf,
): AuthorizationRequest[] {
  const input: unknown = JSON.parse(body.toString());
  const leading = (table: string, items: readonly Attributes[]) =>
    items.map((item) => keyValue(item[partitionKeyOf(nameOf(table)) ?? '']));
  const onItem = (needed: string, { TableName, Key, Item }: z.infer<typeof itemInput>) =>
    onTable(needed, { TableName, leading: leading(TableName, [Key ?? Item ?? {}]) });
  switch (action) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [onItem(action, itemInput.parse(input))];
    case 'Query':
      return [ofQuery(queryInput.parse(input), partitionKeyOf)];
    case 'Scan':
    case 'DescribeTable':
      return [onTable(action, tableInput.parse(input))];
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.entries(batchInput.parse(input).RequestItems).map(([TableName, asked]) =>
        onTable(action, { TableName, leading: leading(TableName, itemsOf(asked)) }),
      );
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return transactionInput
        .parse(input)
        .TransactItems.flatMap(Object.entries)
        .map(([member, item]) => onItem(transacted.get(member) ?? member, item));
    default:
      throw new AwsError('UnknownOperationException', `permissions for ${action} are not known`);
  }
}

type Attributes = z.infer<typeof attributes>;

function itemsOf(asked: z.infer<typeof batchInput>['RequestItems'][string]): Attributes[] {
  if (!Array.isArray(asked)) return asked.Keys;
  return asked.flatMap((write) => Object.values(write).map(({ Key, Item }) => Key ?? Item ?? {}));
}

/** A query names one partition, by `<key> = :value`. */
function ofQuery(
  query: z.infer<typeof queryInput>,
  partitionKeyOf: PartitionKeyOf,
): AuthorizationRequest {
  const { TableName, IndexName, KeyConditionExpression } = query;
  const key = partitionKeyOf(nameOf(TableName), IndexName);
  const equalities = [...KeyConditionExpression.matchAll(/([#\w]+)\s*=\s*(:\w+)/g)];
  const leading = equalities.flatMap(([, name = '', value = '']) =>
    (query.ExpressionAttributeNames[name] ?? name) === key
      ? [keyValue(query.ExpressionAttributeValues[value])]
      : [],
  );
  return onTable('Query', { TableName, IndexName, leading });
}

/** What is missing is no key, and DynamoDB refuses the call; until then it is like nothing that is allowed. */
function keyValue(value: z.infer<typeof attributeValue> = {}): string {
  return String(Object.values(value)[0] ?? '');
}

function nameOf(table: string): string {
  return table.slice(table.lastIndexOf('/') + 1);
}

interface Subject {
  readonly TableName: string;
  readonly IndexName?: string | undefined;
  /** Partition keys that the call names. @default none */
  readonly leading?: readonly string[];
}

function onTable(
  action: string,
  { TableName, IndexName, leading = [] }: Subject,
): AuthorizationRequest {
  const table = TableName.startsWith('arn:') ? TableName : arn('dynamodb', `table/${TableName}`);
  const resource = IndexName === undefined ? table : `${table}/index/${IndexName}`;
  return {
    ...{ action: `dynamodb:${action}`, resource },
    ...(leading.length > 0 && { context: { 'dynamodb:leadingkeys': leading } }),
  };
}
