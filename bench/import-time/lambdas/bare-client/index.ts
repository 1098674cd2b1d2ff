import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The floor: what a function of this kind cannot do without. */
export const client = new DynamoDBClient({});
