import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { documentClient } from '../adapters/dynamodb/client.ts';
import { ApiKeys } from '../adapters/dynamodb/identity/api-keys.ts';
import { type Tenant, tenantSchema } from '../domain/common/tenant.ts';
import { apiKeySchema } from '../domain/identity/api-key.ts';
import { newApiKey } from '../domain/identity/new-api-key.ts';
import { tableName } from '../lib/names.ts';
import { stageSchema } from '../lib/settings.ts';
import { leadTo } from './lead-to.ts';

const usage = `Usage:
  npm run api-key -- --stage dev --org acme --account main --role Owner [--name laptop] [--user <uuid>]
  npm run api-key -- --stage dev --org acme --account main --list
  npm run api-key -- --stage dev --org acme --account main --revoke <id, or the key itself>

Makes, lists and revokes API keys of a deployed stage, with the AWS credentials of whoever runs it: the first key cannot be asked for
over the API, which takes a key to be asked. A revoked key is refused from the next request on. Stage local is what "npm start" runs.`;

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
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const placeSchema = z.object({
  stage: stageSchema,
  org: tenantSchema.shape.org_id,
  account: tenantSchema.shape.account_id,
});
const keySchema = z.object({
  role: apiKeySchema.shape.role,
  name: apiKeySchema.shape.name.default('first key'),
  user: apiKeySchema.shape.user_id.default(() => randomUUID()),
});
const { help, list, revoke } = values;
const place = placeSchema.safeParse(values);

if (help) {
  console.log(usage);
} else if (place.success) {
  const { stage, org: org_id, account: account_id } = place.data;
  leadTo(stage);
  const keys = new ApiKeys(documentClient, {
    channels: tableName(stage, 'channels'),
    meters: tableName(stage, 'meters'),
  });
  if (list) await listKeys(keys, { org_id, account_id });
  else if (revoke !== undefined) await revokeKey(keys, { org_id, account_id }, revoke);
  else await makeKey(keys, { org_id, account_id });
} else {
  refuse(place.error);
}

async function makeKey(keys: ApiKeys, tenant: Tenant): Promise<void> {
  const asked = keySchema.safeParse(values);
  if (!asked.success) return refuse(asked.error);
  const { user: user_id, ...rest } = asked.data;
  const { key, stored } = newApiKey({ ...tenant, ...rest, user_id }, Date.now());
  await keys.add(stored);
  const { id, role, org_id, account_id } = stored;
  console.log(`${role} of ${org_id}/${account_id}, id ${id}, shown once:\n\n  ${key}\n`);
}

/** Oldest first. */
async function listKeys(keys: ApiKeys, tenant: Tenant): Promise<void> {
  const found: Awaited<ReturnType<ApiKeys['list']>>['items'][number][] = [];
  const leftOut: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await keys.list(tenant, { limit: 100, cursor });
    found.push(...page.items);
    leftOut.push(...(page.left_out ?? []));
    cursor = page.next_cursor;
  }
  const rows = found
    .toSorted((a, b) => a.created_at.localeCompare(b.created_at))
    .map(({ id, prefix, name, role, user_id, created_at, expires_at, last_used_at }) => {
      return { id, prefix, name, role, user_id, created_at, expires_at, last_used_at };
    });
  console.table(rows);
  // A key that cannot be read here may still open the door.
  if (leftOut.length > 0) console.error(`cannot be read, revoke them by id: ${leftOut.join(', ')}`);
}

async function revokeKey(keys: ApiKeys, tenant: Tenant, idOrKey: string): Promise<void> {
  const revoked = await keys.revoke(tenant, idOrKey);
  console.log(revoked ? 'revoked' : 'there is no such key of this account');
  if (!revoked) process.exitCode = 1;
}

function refuse(error: z.ZodError): void {
  console.error(`${z.prettifyError(error)}\n\n${usage}`);
  process.exitCode = 2;
}
