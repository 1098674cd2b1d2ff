import { parseArgs } from 'node:util';
import * as z from 'zod';
import { documentClient } from '../adapters/dynamodb/client.ts';
import { DynamoMembers } from '../adapters/dynamodb/identity/members.ts';
import { tenantSchema } from '../domain/common/tenant.ts';
import { addMember, changeRole } from '../domain/identity/manage-members.ts';
import { emailSchema, personId } from '../domain/identity/member.ts';
import { tableName } from '../lib/names.ts';
import { stageSchema } from '../lib/settings.ts';
import { leadTo } from './lead-to.ts';

const usage = `Usage: npm run owner -- --stage dev --org acme --account main --email ada@example.com

Makes a person an Owner of an account of a deployed stage, with the AWS credentials of whoever runs it: the first one, who then adds
the others over the API, or one who takes the place of those that are gone. Stage local is what "npm start" runs.`;

const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'dev' },
    org: { type: 'string' },
    account: { type: 'string' },
    email: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const asked = z
  .object({
    stage: stageSchema,
    org: tenantSchema.shape.org_id,
    account: tenantSchema.shape.account_id,
    email: emailSchema,
  })
  .safeParse(values);

if (values.help) {
  console.log(usage);
} else if (asked.success) {
  const { stage, org: org_id, account: account_id, email } = asked.data;
  leadTo(stage);
  const members = new DynamoMembers(documentClient, tableName(stage, 'channels'));
  const deps = { members, clock: Date.now };
  const tenant = { org_id, account_id };
  const id = personId(email);
  if (await members.get(tenant, id)) await changeRole({ tenant, id }, 'Owner', deps);
  else await addMember({ tenant, email, role: 'Owner' }, null, deps);
  console.log(`${email} is an Owner of ${org_id}/${account_id}`);
} else {
  console.error(`${z.prettifyError(asked.error)}\n\n${usage}`);
  process.exitCode = 2;
}
