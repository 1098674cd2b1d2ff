import * as z from 'zod';
import { type AwsCall, AwsError } from '../common/aws-call.ts';
import type { AuthorizationRequest } from '../iam/evaluate.ts';
import { arn } from '../template/place.ts';

const tableInput = z.object({ TableName: z.string(), IndexName: z.string().optional() });
const batchInput = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const transactionInput = z.object({
  TransactItems: z.array(z.record(z.string(), tableInput)),
});

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
 */
export function dynamoDbAuthorizations({ action, body }: AwsCall): AuthorizationRequest[] {
  const input: unknown = JSON.parse(body.toString());
  switch (action) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
    case 'Query':
    case 'Scan':
    case 'DescribeTable':
      return [onTable(action, tableInput.parse(input))];
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(batchInput.parse(input).RequestItems).map((TableName) =>
        onTable(action, { TableName }),
      );
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return transactionInput
        .parse(input)
        .TransactItems.flatMap(Object.entries)
        .map(([member, item]) => onTable(transacted.get(member) ?? member, item));
    default:
      throw new AwsError('UnknownOperationException', `permissions for ${action} are not known`);
  }
}

function onTable(
  action: string,
  { TableName, IndexName }: z.infer<typeof tableInput>,
): AuthorizationRequest {
  const table = TableName.startsWith('arn:') ? TableName : arn('dynamodb', `table/${TableName}`);
  const resource = IndexName === undefined ? table : `${table}/index/${IndexName}`;
  return { action: `dynamodb:${action}`, resource };
}
