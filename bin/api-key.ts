import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { ApiKeys } from '../adapters/dynamodb/api-keys.ts';
import { documentClient } from '../adapters/dynamodb/client.ts';
import { tenantSchema } from '../domain/common/tenant.ts';
import { tableName } from '../lib/names.ts';
import { stageSchema } from '../lib/settings.ts';
import { leadTo } from './lead-to.ts';
import { apiKeyRequestSchema, newApiKey } from './new-api-key.ts';

/*
 * Makes, lists and revokes API keys of a deployed stage, with the AWS credentials of whoever runs it (`local`: what
 * `npm start` runs): the first key cannot be asked for over the API, which takes a key to be asked. A revoked key is refused from the
 * next request on.
 *
 * npm run api-key -- --stage dev --org acme --account main --role Owner [--name laptop] [--user <uuid>]
 * npm run api-key -- --stage dev --org acme --account main --list
 * npm run api-key -- --stage dev --org acme --account main --revoke <id, or the key itself>
 */
const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'dev' },
    org: { type: 'string' },
    account: { type: 'string' },
    role: { type: 'string' },
    name: { type: 'string' },
    user: { type: 'string' },
    list: { type: 'boolean', default: false },
    revoke: { type: 'string' },
  },
});
const placeSchema = z.object({
  stage: stageSchema,
  org: tenantSchema.shape.org_id,
  account: tenantSchema.shape.account_id,
});
const { stage: _, list, revoke, ...who } = values;
const place = placeSchema.safeParse(values);

if (place.success) {
  const { org: org_id, account: account_id } = place.data;
  leadTo(place.data.stage);
  const keys = new ApiKeys(documentClient, tableName(place.data.stage, 'channels'));
  if (list) await listKeys(keys, { org_id, account_id });
  else if (revoke !== undefined) await revokeKey(keys, { org_id, account_id }, revoke);
  else await makeKey(keys);
} else {
  refuse(place.error);
}

async function makeKey(keys: ApiKeys): Promise<void> {
  const asked = apiKeyRequestSchema.safeParse({ name: 'first key', user: randomUUID(), ...who });
  if (!asked.success) return refuse(asked.error);
  const { key, stored } = newApiKey(asked.data, new Date());
  await keys.add(stored);
  const { id, role, org_id, account_id } = stored;
  console.log(`${role} of ${org_id}/${account_id}, id ${id}, shown once:\n\n  ${key}\n`);
}

async function listKeys(keys: ApiKeys, tenant: Parameters<ApiKeys['list']>[0]): Promise<void> {
  const found = await keys.list(tenant);
  console.table(found.keys);
  // A key that cannot be read here may still open the door.
  if (found.left_out.length > 0)
    console.error(`cannot be read, revoke them by id: ${found.left_out.join(', ')}`);
}

async function revokeKey(
  keys: ApiKeys,
  tenant: Parameters<ApiKeys['revoke']>[0],
  idOrKey: string,
): Promise<void> {
  const revoked = await keys.revoke(tenant, idOrKey);
  console.log(revoked ? 'revoked' : 'there is no such key of this account');
  if (!revoked) process.exitCode = 1;
}

function refuse(error: z.ZodError): void {
  console.error(z.prettifyError(error));
  process.exitCode = 2;
}
