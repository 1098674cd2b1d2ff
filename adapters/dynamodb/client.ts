import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The one DynamoDB client of a function, for libraries that bring their own marshalling. */
export const dynamoDbClient = new DynamoDBClient({});

/** The same client speaking plain objects. Undefined attributes are left out; absent is how "does not apply" is stored. */
export const documentClient = DynamoDBDocumentClient.from(dynamoDbClient, {
  marshallOptions: { removeUndefinedValues: true },
});
