import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { documentClient } from '../adapters/dynamodb/client.ts';
import { tableName } from '../lib/names.ts';
import { stageSchema } from '../lib/settings.ts';
import { leadTo } from './lead-to.ts';
import { apiKeyRequestSchema, newApiKey } from './new-api-key.ts';

/*
 * Makes an API key of a deployed stage, with the AWS credentials of whoever runs it: the first key cannot be asked
 * for over the API, which takes a key to be asked.
 *
 * npm run api-key -- --stage dev --org acme --account main --role Owner [--name laptop] [--user <uuid>]
 */
const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'dev' },
    org: { type: 'string' },
    account: { type: 'string' },
    role: { type: 'string' },
    name: { type: 'string', default: 'first key' },
    user: { type: 'string', default: randomUUID() },
  },
});
const asked = apiKeyRequestSchema.extend({ stage: stageSchema }).safeParse(values);

if (asked.success) {
  leadTo(asked.data.stage);
  const { key, item } = newApiKey(asked.data, new Date());
  await documentClient.send(
    new PutCommand({
      TableName: tableName(asked.data.stage, 'channels'),
      Item: item,
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
  console.log(`${item.role} of ${item.org_id}/${item.account_id}, shown once:\n\n  ${key}\n`);
} else {
  console.error(z.prettifyError(asked.error));
  process.exitCode = 2;
}
